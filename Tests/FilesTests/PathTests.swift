import Files
import Foundation
import Testing

@Suite("Path")
struct PathTests {
  @Test(
    "any bytes survive as text",
    arguments: [
      [], Array("a/é/日".utf8), [0x63, 0x61, 0x66, 0xE9], [0xFF, 0xFE, 0x2F, 0x80],
      [0xF4, 0x8F, 0xBA, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) throws {
    let path = Path(bytes: bytes)
    #expect(Path(path.text).bytes == bytes)
    let json = try JSONEncoder().encode([path])
    #expect(try JSONDecoder().decode([Path].self, from: json) == [path])
  }

  @Test("names that look alike are two files, as for the file system")
  func composed() {
    #expect(Path("\u{E9}") != Path("e\u{301}"))
  }

  @Test(
    "splits names of any length",
    arguments: [
      ("a", ".", "a", "a", ""), ("é", ".", "é", "é", ""), ("-", ".", "-", "-", ""),
      ("a.png", ".", "a.png", "a", "png"), ("/a", "/", "a", "a", ""), ("/", "/", "", "", ""),
      ("", ".", "", "", ""), ("x//y/", "x", "y", "y", ""),
      ("d/.hidden", "d", ".hidden", ".hidden", ""),
      ("v1.2", ".", "v1.2", "v1", "2"), ("..", ".", "..", "..", ""),
      ("//a//b", "//a", "b", "b", ""),
      ("a.", ".", "a.", "a", ""),
    ])
  func parts(path: String, folder: String, name: String, stem: String, ending: String) {
    let path = Path(path)
    #expect(path.folder == Path(folder))
    #expect(path.name == name)
    #expect(path.stem == stem)
    #expect(path.ending == ending)
  }

  @Test("joins, and a path from the root stays one")
  func joining() {
    #expect(Path("a") / "b" == "a/b")
    #expect(Path("a/") / "b" == "a/b")
    #expect(Path("/") / "b" == "/b")
    #expect(Path("") / "b" == "b")
    #expect(Path("a") / "/b" == "/b")
  }

  @Test("resolves points by name")
  func absolute() {
    #expect(Path("/a/./b/../c//d/").absolute == "/a/c/d")
    #expect(Path("/../..").absolute == "/")
    #expect(Path("x").absolute == Path(FileManager.default.currentDirectoryPath) / "x")
  }

  @Test("reads a tilde as shells do")
  func home() {
    #expect(Path("~").expandingHome("/h") == "/h")
    #expect(Path("~/x").expandingHome("/h") == "/h/x")
    #expect(Path("~x").expandingHome("/h") == "~x")
    #expect(Path("a/~/x").expandingHome("/h") == "a/~/x")
  }

  @Test("shows nothing that a terminal would obey")
  func shown() {
    #expect("\(Path("a\u{1B}]0;x\u{7}\u{202E}b\nc"))" == "a�]0;x��b c")
    #expect("\(Path(bytes: [0x63, 0xE9]))" == "c�")
    #expect("\(Path("日本 é👩‍🚀"))" == "日本 é👩‍🚀")
  }
}
