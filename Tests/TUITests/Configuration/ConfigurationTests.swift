import Files
import Gallery
import Recipes
import Terminal
import TestSupport
import Testing
import wurst

@Suite("config.toml")
struct ConfigurationTests {
  private let folder = try? TemporaryFolder()

  private func file(_ text: String) throws -> ConfigurationFile {
    let path = try #require(folder).path / "config.toml"
    try AtomicFile.write(Array(text.utf8), to: path)
    return ConfigurationFile(path)
  }

  @Test("sets what it names, and nothing where there is none")
  func reading() throws {
    let (configuration, problems) = try file(
      """
      theme = "dusk"  # calm
      threads = 3
      memory = "2G"
      preset = "draft"
      precision = "fp32"
      [gallery]
      runs = 5
      trash-days = 0
      trace = false
      [keys.text]
      "Ctrl-G" = "drawing.keep"
      """
    ).read()
    #expect(problems.isEmpty)
    let gallery = configuration.gallery
    #expect(gallery.runs == 5 && gallery.trashDays == nil && !gallery.keepsTraces)
    #expect(Configuration().gallery == GallerySettings())
    #expect(configuration.theme == "dusk" && configuration.threads == 3)
    #expect(configuration.memory?.bytes == 2 << 30 && configuration.preset == "draft")
    #expect(configuration.precision == .fp32 && configuration.model == nil)
    #expect(
      configuration.rebindings == [Rebinding(.control("g"), in: .text, .drawing(.keep))])
    let missing = ConfigurationFile(try #require(folder).path / "nothing.toml").read()
    #expect(missing.configuration == Configuration() && missing.problems.isEmpty)
  }

  @Test("a preset may be one of the user's own, and not what cannot be the name of one")
  func presets() throws {
    let own = try file("preset = \"soft\"").read()
    #expect(own.configuration.preset == "soft" && own.problems.isEmpty)
    let odd = try file("preset = \"so ft\"").read()
    #expect(odd.configuration.preset == nil && odd.problems.count == 1)
  }

  @Test(
    "says in which line what cannot be used, and uses the rest",
    arguments: [
      ("threads = 0", 2, "threads: a whole number of 1 to 1024 is wanted; all cores is used"),
      ("threads = \"4\"", 2, "threads: a whole number of 1 to 1024"),
      ("treads = 4", 2, "treads: there is no such setting"),
      ("graphics = \"vga\"", 2, "graphics: one of \"auto\""),
      ("memory = \"lots\"", 2, "memory: a size such as \"8G\""),
      ("model = \"\"", 2, "model: the name or the paths of a model is wanted"),
      ("threads = [1]", 2, "threads: a whole number"),
      ("[keys.nowhere]\n\"G\" = \"drawing.keep\"", 3, "keys stand in one of the tables"),
      ("[keys.text]\n\"Hyper-G\" = \"drawing.keep\"", 3, "there is no such key"),
      ("[keys.text]\n\"Ctrl-G\" = \"drawing.fly\"", 3, "\"drawing.fly\" is no command"),
      ("[keys.text]\n\"Ctrl-G\" = 3", 3, "the name of a command is wanted"),
    ])
  func problems(_ lines: String, _ line: Int, _ words: String) throws {
    let (configuration, problems) = try file("theme = \"dusk\"\n\(lines)\n").read()
    #expect(configuration.theme == "dusk")
    let problem = try #require(problems.first)
    #expect(problems.count == 1 && problem.line == line)
    #expect(problem.description.contains(words), "\(problem)")
  }

  @Test("that is no TOML, no text, too large or no file sets nothing and says so")
  func damage() throws {
    let broken = try file("theme = \"dusk\"\nthreads = = 3\n").read()
    #expect(broken.configuration == Configuration())
    #expect(broken.problems.map(\.line) == [2])
    let path = try #require(folder).path / "config.toml"
    for bytes in [[0xFF, 0xFE, 0x00], [UInt8](repeating: 0x23, count: (1 << 20) + 1)] {
      try AtomicFile.write(bytes, to: path)
      #expect(ConfigurationFile(path).read().problems.count == 1)
    }
    #expect(ConfigurationFile(try #require(folder).path).read().problems.count == 1)
  }

  @Test("keeps comments and all other lines where one is changed")
  func changing() throws {
    let file = try file(
      """
      # mine
      theme = "dusk" # calm, "not" bright

      [gallery]
      #runs = 3

      [keys.text]
      "Ctrl-G" = "drawing.keep"
      """)
    func set(_ name: String, _ value: ConfigurationValue?) throws {
      try file.set(try #require(ConfigurationKey.named(name)), to: value)
    }
    try set("theme", .text("a \"b\" \\"))
    try set("threads", .whole(2))
    let text = String(decoding: try PlainFile.contents(file.path, atMost: 1 << 20), as: UTF8.self)
    #expect(
      text == """
        # mine
        theme = "a \\"b\\" \\\\"  # calm, "not" bright
        threads = 2

        [gallery]
        #runs = 3

        [keys.text]
        "Ctrl-G" = "drawing.keep"
        """)
    #expect(file.read().configuration.theme == "a \"b\" \\")
    try set("theme", nil)
    #expect(file.read().configuration.theme == nil && file.read().configuration.threads == 2)
  }

  @Test("is not changed where the change could not be read again")
  func unchangeable() throws {
    let text = "theme = \"\"\"\nthreads = 3\n\"\"\"\n"
    let file = try file(text)
    let key = try #require(ConfigurationKey.named("threads"))
    #expect(throws: ConfigurationProblem.self) { try file.set(key, to: .whole(4)) }
    let broken = try self.file("threads = = 3")
    #expect(throws: ConfigurationProblem.self) { try broken.set(key, to: .whole(4)) }
    #expect(try PlainFile.contents(broken.path, atMost: 1 << 20) == Array("threads = = 3".utf8))
  }

  @Test("is begun where there is none")
  func first() throws {
    let file = ConfigurationFile(try #require(folder).path / "new" / "config.toml")
    try file.set(try #require(ConfigurationKey.named("theme")), to: .text("dusk"))
    #expect(file.read().configuration.theme == "dusk" && file.read().problems.isEmpty)
  }
}
