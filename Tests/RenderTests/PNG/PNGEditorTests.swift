import Files
import Foundation
import Render
import TestSupport
import Testing

@Suite("One text of a PNG file is changed")
struct PNGEditorTests {
  private let folder: TemporaryFolder
  private let bitmap = Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0xCC3344))

  init() throws { folder = try TemporaryFolder() }

  private func write(_ texts: [(String, String)], to name: String = "a.png") throws -> Path {
    let path = folder.path / name
    try PNGWriter.write(
      bitmap, texts: texts.map { PNGText(keyword: $0.0, text: $0.1) }, to: path)
    return path
  }

  private func words(_ path: Path) throws -> [String] {
    try PNGReader.texts(path).map { "\($0.keyword): \($0.text)" }
  }

  @Test("the new text stands first, in the place of all of its keyword; others keep their order")
  func order() throws {
    let path = try write([("a", "1"), ("own", "old"), ("b", "2"), ("own", "other"), ("c", "3")])
    try PNGEditor.edit("own", of: path) { text in
      #expect(text == "old")
      return "né\u{0}w"
    }
    #expect(try words(path) == ["own: né\u{FFFD}w", "a: 1", "b: 2", "c: 3"])
    try PNGEditor.edit("own", of: path) { _ in nil }
    #expect(try words(path) == ["a: 1", "b: 2", "c: 3"])
    #expect(try PNGReader.read(path).bitmap == bitmap)
  }

  @Test("a file that needs no change is not written")
  func unchanged() throws {
    let path = try write([("own", "old")])
    let stamp = FileStamp(path)
    try PNGEditor.edit("own", of: path) { $0 }
    #expect(FileStamp(path) == stamp)
  }

  @Test("a file that another program changes meanwhile is begun with anew")
  func meanwhile() throws {
    let path = try write([("own", "1")])
    var seen: [String?] = []
    try PNGEditor.edit("own", of: path) { text in
      seen.append(text)
      if seen.count == 1 { _ = try write([("own", "2"), ("note", "theirs")]) }
      return "\(text ?? "") and mine"
    }
    #expect(seen == ["1", "2"])
    #expect(try words(path) == ["own: 2 and mine", "note: theirs"])
  }

  @Test("a file that is moved away meanwhile does not come back")
  func moved() throws {
    let path = try write([("own", "1")])
    #expect(throws: (any Error).self) {
      try PNGEditor.edit("own", of: path) { _ in
        if path.exists { try FileMove.move(path, to: folder.path / "b.png") }
        return "2"
      }
    }
    #expect(try folder.names == ["b.png"])
    #expect(try words(folder.path / "b.png") == ["own: 1"])
  }

  @Test("what the change throws leaves the file alone")
  func refused() throws {
    struct No: Error {}
    let path = try write([("own", "1")])
    let stamp = FileStamp(path)
    #expect(throws: No.self) { try PNGEditor.edit("own", of: path) { _ in throw No() } }
    #expect(FileStamp(path) == stamp)
  }

  @Test("what is no PNG file, a folder, a link and nothing are refused")
  func others() throws {
    _ = try folder.save([1, 2, 3], as: "text.png")
    try Folder.make(folder.path / "folder.png")
    let path = try write([])
    try FileManager.default.createSymbolicLink(
      atPath: (folder.path / "link.png").text, withDestinationPath: path.text)
    for name in ["text.png", "folder.png", "link.png", "none.png"] {
      #expect(throws: PNGError.self, "\(name)") {
        try PNGEditor.edit("own", of: folder.path / name) { _ in "1" }
      }
    }
    #expect(try words(path).isEmpty)
  }

  @Test("pictures are the same where their pixels are packed so, whatever else their files say")
  func same() throws {
    let one = try write([("a", "1")])
    let other = try write([("b", "longer than that")], to: "b.png")
    #expect(try PNGPicture(one).isSame(as: PNGPicture(other)))
    try PNGWriter.write(
      Bitmap(width: 2, height: 3, filledWith: RGB(hex: 0xCC3344)), texts: [], to: other)
    #expect(try !PNGPicture(one).isSame(as: PNGPicture(other)))
  }
}
