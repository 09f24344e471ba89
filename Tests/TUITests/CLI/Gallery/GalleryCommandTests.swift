import Files
import Foundation
import Gallery
import Recipes
import Render
import TestSupport
import Testing
import wurst

@Suite("wurst gallery lists, finds and shows pictures")
struct GalleryCommandTests {
  private let folder: TemporaryFolder
  private let gallery: Gallery

  init() throws {
    folder = try TemporaryFolder()
    gallery = Gallery(root: folder.path / ".local/share/wurst/gallery", timeZone: .gmt)
    for (number, prompt) in ["a red robot", "a robot on the beach", "a cube\u{1B}[31m"].enumerated()
    {
      let recipe = Recipe(
        prompt: prompt, negative: "", model: "toy-scenes", seed: UInt32(number + 41),
        stageC: .init(steps: 30, guidance: 3, sampler: .ddpm), stageB: .init(steps: 8, guidance: 1))
      _ = try gallery.keep(
        Bitmap(width: 4, height: 4, filledWith: RGB(hex: 0x224466)),
        texts: PictureMetadata(recipe: recipe, fingerprint: nil).pngTexts(width: 4, height: 4),
        name: "\(number)", date: Date(timeIntervalSince1970: 1_785_585_600 + Double(60 * number)))
    }
  }

  private func run(_ arguments: String..., status: Int32 = 0) throws -> Program.Result {
    let result = try Program(
      ["gallery"] + arguments, in: folder.path.text, environment: ["TZ": "UTC"]
    )
    .wait()
    #expect(result.status == status, "\(result.errors)")
    return result
  }

  /// The lines of a table without its titles.
  private func rows(_ result: Program.Result) -> [Substring] {
    result.output.split(separator: "\n").dropFirst().map { $0 }
  }

  private struct Listed: Decodable {
    let path: String
    let prompt: String?
    let seed: Int?
    let problem: String?
    let rating: Int
    let tags: [String]
    let width: Int?
    let recipe: Recipe?
  }

  private func decoded(_ result: Program.Result) throws -> [Listed] {
    try #require(
      JSONDecoder().decode([String: [Listed]].self, from: Data(result.output.utf8))["pictures"])
  }

  @Test(
    "a gallery of before is listed at once, the newest first, with names that command no terminal")
  func list() throws {
    let result = try run()
    #expect(result.errors == "")
    let rows = rows(result)
    #expect(rows.count == 3)
    #expect(rows[0].hasPrefix("2026-08-01 12:02") && rows[0].contains("a cube\u{FFFD}[31m"))
    #expect(rows[2].contains("  41  toy-scenes  a red robot") && rows[2].contains("~/.local/share"))
    #expect(!result.output.contains("\u{1B}"))
    #expect(
      try self.rows(run("list", "--sort", "oldest", "--limit", "1")).first?.contains("a red robot")
        == true)
  }

  @Test("as JSON there is one picture on each line")
  func json() throws {
    let result = try run("list", "--json", "--sort", "seed")
    #expect(result.output.split(separator: "\n").count == 5)
    let pictures = try decoded(result)
    #expect(pictures.map(\.seed) == [41, 42, 43])
    #expect(pictures[0].prompt == "a red robot" && pictures[0].width == 4)
    #expect(pictures[0].recipe?.stageC.steps == 30 && pictures[0].tags.isEmpty)
    #expect(try run("list", "--json", "--in", "trash").output == "{\"pictures\":[]}\n")
  }

  @Test("searches take conditions as arguments of their own or as one, with hyphens")
  func search() throws {
    #expect(try decoded(run("search", "robot", "-beach", "--json")).map(\.seed) == [41])
    #expect(try decoded(run("search", "robot -beach", "--json")).map(\.seed) == [41])
    #expect(try decoded(run("search", "--json", "--", "-robot")).map(\.seed) == [43])
    #expect(try decoded(run("search", "-has:trace", "seed>41", "--json")).map(\.seed) == [43, 42])
    let none = try run("search", "zebra")
    #expect(none.errors == "none of 3 pictures is what was looked for\n")
    let wrong = try run("search", "is:nice", status: 64)
    #expect(
      wrong.errors.hasPrefix("wurst: 'nice' is none of is:fav")
        && wrong.errors.hasSuffix("(at character 4)\n"))
    #expect(try run("search", "robot", "--jsn", status: 64).errors.contains("--jsn"))
    #expect(try run("search", status: 64).errors.contains("needs words"))
  }

  @Test("a search is kept under a name and used by it")
  func saved() throws {
    #expect(try rows(run("search", "robot", "--save", "robots")).count == 2)
    #expect(try run("search", "--names").output.contains("robots  robot"))
    #expect(try decoded(run("search", "--saved", "robots", "-beach", "--json")).map(\.seed) == [41])
    _ = try run("search", "--save", "robots")
    #expect(
      try run("search", "--saved", "robots", status: 66).errors.contains(
        "no search is called 'robots'"))
  }

  @Test("one picture is shown by its name, number of lines or JSON")
  func show() throws {
    let name = try #require(gallery.entries().last).path.stem
    let shown = try run("show", name)
    #expect(shown.output.contains("prompt         a red robot\n"))
    #expect(shown.output.contains("Seed           41\n"))
    #expect(try decoded(run("show", name, "--json")).map(\.seed) == [41])
    #expect(
      try run("show", "nothing.png", status: 66).errors.contains("has no picture nothing.png"))
  }

  @Test(
    "damaged files are listed with their reason, and the index is made anew when it is asked for")
  func damaged() throws {
    try AtomicFile.write(Array("text".utf8), to: gallery.root / "2026/08/bad.png")
    #expect(
      try decoded(run("search", "is:damaged", "--json")).map(\.problem) == [
        "it is text; only PNG, JPEG and WebP pictures can be read"
      ])
    #expect(try run("reindex").output == "4 pictures read\n")
    try AtomicFile.write(
      Array(String(repeating: "no index ", count: 999).utf8),
      to: gallery.root / ".index/index.sqlite")
    let result = try run("list")
    #expect(
      rows(result).count == 4 && result.errors == "the index was damaged; it was begun anew\n")
  }

  @Test("a disk that takes no more leaves the index in memory, and says so in one line")
  func fullDisk() throws {
    let result = try Program(
      shell: "ulimit -f 16; exec \"$WURST\" gallery list", in: folder.path.text
    ).wait()
    #expect(result.status == 0 && rows(result).count == 3)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(result.errors.contains("it is kept in memory until the program ends"))
  }

  @Test("another folder is looked into until it is removed")
  func folders() throws {
    let outputs = folder.path / "outputs"
    try Folder.makeAll(outputs)
    try PNGWriter.write(
      Bitmap(width: 2, height: 2, filledWith: RGB(hex: 0)), texts: [], to: outputs / "one.png")
    _ = try run("add", "outputs")
    #expect(try run("folders").output == "\(outputs)\n")
    #expect(
      try decoded(run("search", "is:readonly", "--json")).map(\.path) == ["\(outputs)/one.png"])
    #expect(try run("add", "outputs", status: 64).errors.contains("is looked into already"))
    _ = try run("remove", "outputs")
    #expect(try rows(run()).count == 3)
  }

  @Test("a gallery that is not there yet is empty, and stays so")
  func empty() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program.run("gallery", in: folder)
      #expect(result.status == 0 && result.errors == "no pictures there yet\n")
      #expect(!Path(folder + "/.local").exists)
    }
  }
}
