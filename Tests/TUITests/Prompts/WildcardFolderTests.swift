import Files
import Foundation
import Recipes
import TestSupport
import Testing
import wurst

@Suite("Lists for prompts")
struct WildcardFolderTests {
  private func with(_ files: [String: String], _ body: (WildcardFolder) throws -> Void) throws {
    try TemporaryFolder.withName { home in
      let folder = WildcardFolder(environment: ["XDG_CONFIG_HOME": home])
      try Folder.makeAll(folder.path)
      for (name, text) in files {
        try Data(text.utf8).write(to: URL(filePath: (folder.path / name).text))
      }
      try body(folder)
    }
  }

  @Test("a list is its lines, without comments, empty lines and what cannot be seen")
  func reading() throws {
    try with([
      "colour.txt": "# colours\nred\n\n  dark blue \r\n#no\n{light|pale} green\n\u{1B}[31mpink\n"
    ]) { folder in
      let list = try #require(try folder.list("colour"))
      #expect(list.lines.map(\.text) == ["red", "dark blue", "{light|pale} green", "[31mpink"])
      #expect(list.lines.map(\.number) == [2, 4, 6, 7])
      #expect(try folder.variants(of: "a __colour__ ball").count == 5)
      #expect(try folder.list("color") == nil)
    }
  }

  @Test("a list may lie in a folder, and its name leads there")
  func folders() throws {
    try with([:]) { folder in
      try Folder.makeAll(folder.path / "sea/deep")
      try Data("__sea/fish__\n".utf8).write(to: URL(filePath: (folder.path / "all.txt").text))
      try Data("cod\nray\n".utf8).write(to: URL(filePath: (folder.path / "sea/fish.txt").text))
      #expect(try folder.variants(of: "a __all__").all == ["a cod", "a ray"])
      for name in ["sea/../sea/fish", "/sea/fish", "sea//fish", "sea/fish/", "sea/./fish"] {
        #expect(try folder.list(name) == nil)
        #expect(try folder.variants(of: "__\(name)__").unknownLists == [name])
      }
    }
  }

  @Test(
    "no name leads out of the folder",
    arguments: ["../secret", "a/b", ".", "..", "", "/etc/passwd", "a.txt", "ä"])
  func names(name: String) throws {
    try with(["secret.txt": "x"]) { folder in
      try Data("secret\n".utf8).write(to: URL(filePath: (folder.path.folder / "secret.txt").text))
      #expect(try folder.list(name) == nil)
      let text = "a __\(name)__ ball"
      #expect(try folder.variants(of: text).all == [text])
    }
  }

  @Test("a hostile list is one line with its place, and stays as it is")
  func hostile() throws {
    let files = [
      "a.txt": "x\n__b__\n", "b.txt": "__a__\n", "brace.txt": "red\n{blue|\n",
      "long.txt": "x\n" + String(repeating: "y", count: 1001) + "\n",
      "many.txt": String(repeating: "x\n", count: 10_001),
      "huge.txt": String(repeating: "x", count: (1 << 20) + 1), "empty.txt": "# nothing\n",
    ]
    try with(files) { folder in
      try Data([0x72, 0xFF]).write(to: URL(filePath: (folder.path / "bytes.txt").text))
      _ = unsafe mkfifo((folder.path / "pipe.txt").text, 0o600)
      for (text, words) in [
        ("__a__", "character 1 of line 1 of the list 'b': a list leads back to itself"),
        ("__brace__", "character 1 of line 2 of the list 'brace': this { has no }"),
        ("__long__", "long.txt, line 2: it has 1001 characters"),
        ("__many__", "many.txt, line 10001: a list has at most 10000 lines"),
        ("__huge__", "huge.txt"), ("__bytes__", "bytes.txt: it is not UTF-8 text"),
        ("x __empty__", "character 3 of the prompt: the list 'empty' is empty"),
        ("__pipe__", "pipe.txt"),
      ] {
        let error = try #require(throws: (any Error).self) { try folder.variants(of: text) }
        let line = Failure(error).message
        #expect(line.contains(words) && !line.contains("\n"), "\(line)")
      }
      for (name, text) in files {
        #expect(try String(contentsOfFile: (folder.path / name).text, encoding: .utf8) == text)
      }
    }
  }
}
