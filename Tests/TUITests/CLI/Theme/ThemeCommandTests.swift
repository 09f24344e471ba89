import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("wurst theme")
struct ThemeCommandTests {
  private static let scheme =
    "scheme: \"Night\"\nauthor: \"A. Friend\"\n"
    + [
      "181818", "282828", "383838", "585858", "b8b8b8", "d8d8d8", "e8e8e8", "f8f8f8", "ab4642",
      "dc9656", "f7ca88", "a1b56c", "86c1b9", "7cafc2", "ba8baf", "a16946",
    ].enumerated().map { "base0\(String($0, radix: 16, uppercase: true)): \"\($1)\"\n" }.joined()

  private func run(_ arguments: String..., in folder: String) throws -> Program.Result {
    try Program(["theme"] + arguments, in: folder).wait()
  }

  @Test("all themes are listed with their files, and are fine")
  func listing() throws {
    try TemporaryFolder.withName { folder in
      let list = try run("list", in: folder)
      #expect(list.status == 0)
      for name in ["auto", "contrast", "dark", "dusk", "light", "mono", "terminal"] {
        #expect(list.output.contains("\n\(name) "), "\(list.output)")
      }
      let check = try run("check", in: folder)
      #expect(check.status == 0 && check.errors.isEmpty)
      #expect(check.output.split(separator: "\n").allSatisfy { $0.hasSuffix(": fine") })
    }
  }

  @Test("what is wrong is said in one line with its place, and the file stays")
  func damage() throws {
    try TemporaryFolder.with { folder in
      let bytes = Array("[roles]\ntext = \"#808080\"\nloud = \"red\"\n".utf8)
      let path = try folder.saveTheme(bytes, "loud")
      let result = try run("check", "loud", in: folder.text)
      #expect(result.status == 65)
      #expect(result.errors.split(separator: "\n").count == 1)
      #expect(result.errors.contains("loud.toml, key roles.\"loud\": there is no such role"))
      #expect(try PlainFile.contents(path, atMost: 1000) == bytes)
      let faint = "[roles]\ntext = { foreground = \"#d78700\", background = \"#ffffff\" }\n"
      _ = try folder.saveTheme(Array(faint.utf8), "amber")
      let amber = try run("check", "amber", in: folder.text)
      #expect(amber.status == 0 && amber.output.contains("amber: hard to read: text"))
    }
  }

  @Test("a scheme of base16 becomes a theme, which takes no other's place unasked")
  func importing() throws {
    try TemporaryFolder.with { folder in
      try AtomicFile.write(Array(Self.scheme.utf8), to: folder / "night.yaml")
      let first = try run("import", "night.yaml", in: folder.text)
      #expect(first.status == 0, "\(first.errors)")
      #expect(try run("check", "night", in: folder.text).output == "night: fine\n")
      let second = try run("import", "night.yaml", in: folder.text)
      #expect(second.status == 64 && second.errors.contains("--force replaces it"))
      #expect(try run("import", "night.yaml", "--force", in: folder.text).status == 0)
      #expect(try run("import", "night.yaml", "--name", "../up", in: folder.text).status == 64)
      #expect(try run("import", "none.yaml", in: folder.text).status == 66)
      try AtomicFile.write(Array("base00: \"xyz\"\n".utf8), to: folder / "bad.yaml")
      let bad = try run("import", "bad.yaml", in: folder.text)
      #expect(bad.status == 65 && bad.errors.contains("bad.yaml, line 1: a colour of six digits"))
    }
  }
}

extension Path {
  fileprivate func saveTheme(_ bytes: [UInt8], _ name: String) throws -> Path {
    let place = self / ".config" / "wurst" / "themes"
    try Folder.makeAll(place)
    _ = try AtomicFile.write(bytes, to: place / "\(name).toml")
    return place / "\(name).toml"
  }
}
