import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Copies of streams")
struct StreamCopyTests {
  @Test("what comes through a pipe can be read like a file, in any order")
  func pipe() throws {
    try TemporaryFolder.with { folder in
      let name = folder / "pipe"
      #expect(unsafe mkfifo(name.text, 0o600) == 0)
      let sent = (0..<200_000).map { UInt8(truncatingIfNeeded: $0) }
      let writer = Thread { try? Data(sent).write(to: URL(filePath: name.text)) }
      writer.start()
      let copy = try #require(try StreamCopy(of: name, Cancellation()))
      let file = try PlainFile(copy.path)
      #expect(file.count == sent.count)
      #expect(try file.read(at: 100_000, count: 100_000) == Array(sent[100_000...]))
      #expect(try file.read(at: 0, count: 3) == [0, 1, 2])
    }
  }

  @Test("files, folders and nothing are no streams")
  func others() throws {
    let folder = try TemporaryFolder()
    for path in [try folder.save([1], as: "file"), folder.path, folder.path / "none"] {
      #expect(try StreamCopy(of: path, Cancellation()) == nil)
    }
  }

  @Test("a stream that nothing comes from can be left")
  func cancelled() throws {
    let folder = try TemporaryFolder()
    let name = folder.path / "pipe"
    #expect(unsafe mkfifo(name.text, 0o600) == 0)
    let held = unsafe open(name.text, O_RDWR)
    defer { close(held) }
    let cancellation = Cancellation()
    cancellation.request()
    #expect(throws: CancellationError.self) { _ = try StreamCopy(of: name, cancellation) }
  }
}
