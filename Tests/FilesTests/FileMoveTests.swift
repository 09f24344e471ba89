import Files
import Foundation
import TestSupport
import Testing

@Suite("Files get other names")
struct FileMoveTests {
  private func bytes(_ path: Path) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path.text)))
  }

  @Test("a move takes no other file's place")
  func moving() throws {
    try TemporaryFolder.with { folder in
      let (one, other) = (folder / "a", folder / "b")
      try AtomicFile.write([1], to: one)
      try AtomicFile.write([2], to: other)
      #expect(throws: WriteError.exists(path: other)) { try FileMove.move(one, to: other) }
      #expect(try bytes(one) == [1] && bytes(other) == [2])
      try FileMove.move(one, to: folder / "c")
      #expect(!one.exists)
      #expect(try bytes(folder / "c") == [1])
      #expect(
        throws: WriteError.unwritable(path: folder / "d", reason: "No such file or directory")
      ) { try FileMove.move(one, to: folder / "d") }
    }
  }

  @Test("to another file system nothing is moved", .enabled(if: TemporaryFolder.canMount))
  func otherDisk() throws {
    try TemporaryFolder.with { folder in
      let disk = try TemporaryFolder()
      try disk.mount(options: "size=64k")
      try AtomicFile.write([1], to: folder / "a")
      let error = #expect(throws: WriteError.self) {
        try FileMove.move(folder / "a", to: disk.path / "a")
      }
      #expect(error?.description.contains("lies on another file system") == true)
      #expect(throws: WriteError.self) { try FileMove.link(folder / "a", to: disk.path / "a") }
      #expect(try bytes(folder / "a") == [1])
    }
  }

  @Test("a file that was changed since it was read is not replaced")
  func changed() throws {
    try TemporaryFolder.with { folder in
      let path = folder / "a"
      try AtomicFile.write([1], to: path)
      let stamp = FileStamp(path)
      try AtomicFile.write([2, 3], to: path)
      #expect(throws: WriteError.changed(path: path)) {
        try AtomicFile.write(to: path, expecting: stamp) { content throws(WriteError) in
          try content.append([4])
        }
      }
      #expect(try bytes(path) == [2, 3])
      // Nor does one come back that is gone.
      let second = FileStamp(path)
      try FileMove.remove(path)
      #expect(throws: WriteError.changed(path: path)) {
        try AtomicFile.write(to: path, expecting: second) { content throws(WriteError) in
          try content.append([4])
        }
      }
      #expect(!path.exists)
    }
  }

  @Test("a file can be as old as another, to the second, and still be known as another")
  func age() throws {
    try TemporaryFolder.with { folder in
      try AtomicFile.write([1], to: folder / "a")
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)],
        ofItemAtPath: (folder / "a").text)
      let old = try #require(FileStamp(folder / "a"))
      try AtomicFile.write(to: folder / "b") { content throws(WriteError) in
        try content.append([1])
        content.setAge(of: old)
      }
      let new = try #require(FileStamp(folder / "b"))
      #expect(new.modified / 1_000_000_000 == 1_000_000_000)
      #expect(new != old)
    }
  }
}
