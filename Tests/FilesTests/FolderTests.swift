import Files
import Foundation
import TestSupport
import Testing

@Suite("Folders")
struct FolderTests {
  @Test("what lies in a folder is listed, links as what they are")
  func entries() throws {
    let folder = try TemporaryFolder()
    _ = try folder.save([1], as: "a.png")
    try Folder.make(folder.path / "b")
    try FileManager.default.createSymbolicLink(
      atPath: (folder.path / "c").text, withDestinationPath: (folder.path / "b").text)
    let entries = try Folder.entries(folder.path).sorted { $0.name < $1.name }
    #expect(entries.map(\.name) == ["a.png", "b", "c"])
    #expect(entries.map(\.path) == ["a.png", "b", "c"].map { folder.path / $0 })
    #expect(entries.map(\.kind) == [.file, .folder, .other])
    let missing = folder.path / "d"
    #expect(throws: ReadError.missing(path: missing)) { try Folder.entries(missing) }
    let file = folder.path / "a.png"
    #expect(throws: ReadError.unreadable(path: file, reason: "Not a directory")) {
      try Folder.entries(file)
    }
  }

  @Test("folders are made with those above them, and may be there already")
  func making() throws {
    let folder = try TemporaryFolder()
    let deep = folder.path / "a/b/c"
    let error = #expect(throws: WriteError.self) { try Folder.make(deep) }
    #expect(error == .unwritable(path: deep, reason: "No such file or directory"))
    for _ in 0..<2 { try Folder.makeAll(deep) }
    #expect(Folder.exists(deep) && !Folder.exists(deep / "d"))
    let file = try folder.save([], as: "file")
    #expect(!Folder.exists(file))
    #expect(throws: WriteError.unwritable(path: file / "d", reason: "Not a directory")) {
      try Folder.makeAll(file / "d")
    }
  }
}
