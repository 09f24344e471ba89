import Files
import Foundation
import Terminal
import TestSupport
import Testing

@Suite("Themes")
struct ThemeTests {
  private func folder(_ files: [String: String]) throws -> ThemeFolders {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("wurst-themes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (name, text) in files {
      try text.write(
        to: place.appendingPathComponent(name + ".toml"), atomically: true, encoding: .utf8)
    }
    return ThemeFolders(folders: [Path(place.path)])
  }

  @Test("the theme that is shipped is the one compiled in")
  func shipped() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let loaded = try ThemeFolders(folders: [Path(root.appendingPathComponent("themes").path)]).load(
      Theme.builtIn.name)
    #expect(loaded == Theme.builtIn)
  }

  @Test("a theme names what differs from the one it inherits from")
  func inheritance() throws {
    let folders = try folder([
      "day": "inherits = \"terminal\"\n[palette]\nink = \"#102030\"\n[roles]\ntitle = \"ink\"\n",
      "noon":
        "inherits = \"day\"\n[roles]\n\"ui.border\" = { foreground = \"bright-red\", attributes = [\"bold\"] }\n",
    ])
    let theme = try folders.load("noon")
    #expect(theme[.title] == Appearance(.rgb(0x10, 0x20, 0x30)))
    #expect(theme[.border] == Appearance(.named(9), on: .standard, [.bold]))
    #expect(theme[Role.muted] == Theme.builtIn[Role.muted])
  }

  @Test(
    "what is wrong is named with its place",
    arguments: [
      ("[roles]\ntitle = \n", "line 2"), ("[roles]\ntitel = \"red\"\n", "roles.\"titel\""),
      ("[roles]\ntitle = \"reddish\"\n", "roles.\"title\""), ("colours = 1\n", "colours"),
      ("[palette]\nx = \"#12345\"\n", "palette.x"),
      ("[roles]\ntitle = { attributes = [\"loud\"] }\n", "attributes"),
      ("inherits = \"broken\"\n", "inherits from itself"),
      ("[roles]\ntitle = \"red\"\n[é]\n", "line 3"), ("[[[x]\n", "line 1"), ("\n [ =", "line 2"),
      ("[\n[roles]\n", "line 1"),
    ])
  func errors(text: String, mention: String) throws {
    let folders = try folder(["broken": text])
    let error = #expect(throws: ThemeError.self) { try folders.load("broken") }
    #expect(error?.description.contains(mention) == true, "\(String(describing: error))")
    #expect(error?.description.contains("broken.toml") == true)
  }

  @Test("what is no theme file is refused in words before it is read")
  func noFile() throws {
    try TemporaryFolder.withName { folder in
      _ = unsafe mkfifo(folder + "/pipe", 0o600)
      _ = unsafe symlink(folder + "/loop", folder + "/loop")
      try Data([0xFF]).write(to: URL(filePath: folder + "/binary"))
      try Data().write(to: URL(filePath: folder + "/large"))
      _ = unsafe truncate(folder + "/large", 1 << 40)
      for (path, words) in [
        ("/dev/zero", "not a plain file"), (folder + "/pipe", "not a plain file"),
        (folder, "not a plain file"), (folder + "/loop", "symbolic links"),
        (folder + "/binary", "not UTF-8 text"), (folder + "/large", "larger than 1 MB"),
        (folder + "/none", "no such file"),
      ] {
        let error = #expect(throws: ThemeError.self) { try ThemeFolders(folders: []).load(path) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
      }
    }
  }

  @Test("a theme that is nowhere says where it was looked for")
  func missing() throws {
    let folders = try folder([:])
    let error = #expect(throws: ThemeError.self) { try folders.load("nope") }
    #expect(error?.description.contains("nope.toml") == true)
    #expect(try folders.load(nil) == Theme.builtIn)
  }

  @Test("colours are reduced to what a terminal has")
  func reduction() {
    #expect(Colour.rgb(255, 0, 0).index(among: 256) == 196)
    #expect(Colour.rgb(128, 128, 128).index(among: 256) == 244)
    #expect(Colour.rgb(250, 10, 10).index(among: 16) == 9)
    #expect(Colour.named(9).index(among: 16) == 9)
    #expect(Colour.named(9).index(among: 8) == 1)
    #expect(Colour.standard.index(among: 256) == -1)
  }

  @Test("where colours are 24 bits they are themselves, and the first names stay numbers")
  func direct() {
    let all = 1 << 24
    #expect(Colour.rgb(0x12, 0x34, 0x56).index(among: all) == 0x123456)
    #expect(Colour.named(7).index(among: all, numbered: 8) == 7)
    #expect(Colour.named(9).index(among: all, numbered: 8) == 0xFF0000)
    #expect(Colour.named(9).index(among: all, numbered: 16) == 9)
    #expect(Colour.standard.index(among: all) == -1)
    #expect(Colour.rgb(0, 0, 4).index(among: all) == 0x010004, "4 is the number of blue")
  }

  @Test("names are read, and numbers that are whole")
  func reading() {
    #expect(Colour("#12345g") == nil)
    #expect(Colour("bright-blue") == .named(12))
  }
}
