import Files
import Foundation
import Glibc
import TestSupport
import Testing

@Suite struct AtomicFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func contents(_ path: Path) -> [UInt8]? {
    FileManager.default.contents(atPath: path.text).map { Array($0) }
  }

  private func failure(
    _ path: Path, _ bytes: [UInt8] = [1], replacing: Bool = true
  ) -> WriteError? {
    do throws(WriteError) {
      try AtomicFile.write(bytes, to: path, replacing: replacing)
      return nil
    } catch { return error }
  }

  @Test("a file is written, replaced, and nothing else is left in the folder")
  func replaced() throws {
    let path = folder.path / "a"
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(contents(path) == [1, 2, 3])
    try AtomicFile.write([], to: path)
    #expect(contents(path) == [])
    #expect(try folder.names == ["a"])
  }

  @Test("a file that is not to be replaced stays")
  func kept() throws {
    let path = folder.path / "a"
    try AtomicFile.write([1], to: path, replacing: false)
    #expect(failure(path, [2], replacing: false) == .exists(path: path))
    #expect(contents(path) == [1])
    #expect(try folder.names == ["a"])
  }

  @Test("a link is followed and stays a link")
  func link() throws {
    let target = folder.path / "target"
    let link = folder.path / "link"
    try AtomicFile.write([1], to: target)
    try FileManager.default.createSymbolicLink(atPath: link.text, withDestinationPath: target.text)
    try AtomicFile.write([2], to: link)
    #expect(contents(target) == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.text) == target.text)
  }

  @Test("places that take no file are unwritable")
  func unwritable() throws {
    let file = folder.path / "file"
    try AtomicFile.write([1], to: file)
    let long = folder.path / String(repeating: "n", count: 300)
    for path in ["", folder.path, folder.path / "none/a", file / "a", long, "/dev/null"] {
      guard case .unwritable(path, _)? = failure(path) else {
        Issue.record("'\(path)' gave \(String(describing: failure(path)))")
        continue
      }
    }
    #expect(try folder.names == ["file"])
  }

  @Test("a folder without permission is unwritable", .enabled(if: geteuid() != 0))
  func forbidden() throws {
    #expect(unsafe chmod(folder.path.text, 0o500) == 0)
    defer { unsafe chmod(folder.path.text, 0o700) }
    let path = folder.path / "a"
    #expect(failure(path) == .unwritable(path: path, reason: "Permission denied"))
  }

  @Test("a read-only disk is unwritable", .enabled(if: TemporaryFolder.canMount))
  func readOnly() throws {
    try folder.mount(options: "size=64k", readOnly: true)
    let path = folder.path / "a"
    #expect(failure(path) == .unwritable(path: path, reason: "Read-only file system"))
  }

  @Test(
    "a full disk is a matter of storage, the old file stays and no other is left",
    .enabled(if: TemporaryFolder.canMount))
  func full() throws {
    try folder.mount(options: "size=64k")
    let path = folder.path / "a"
    try AtomicFile.write([1, 2], to: path)
    #expect(
      failure(path, [UInt8](repeating: 0, count: 100_000))
        == .storage(path: path, reason: "No space left on device"))
    #expect(contents(path) == [1, 2])
    #expect(try folder.names == ["a"])
  }

  @Test("a file that is replaced keeps its permissions")
  func permissions() throws {
    let path = folder.path / "secret"
    try AtomicFile.write([1], to: path)
    #expect(unsafe chmod(path.text, 0o600) == 0)
    try AtomicFile.write([2], to: path)
    var status = stat()
    #expect(unsafe stat(path.text, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test("what a killed program left is taken away after an hour, by whoever writes there next")
  func sweeping() throws {
    let (old, young) = (try folder.save([1], as: ".wurst-a.tmp"), ".wurst-b.tmp")
    _ = try folder.save([1], as: young)
    let other = try folder.save([1], as: "wurst-a.tmp")
    for path in [old, other] {
      var times = [
        timeval(tv_sec: time(nil) - 3700, tv_usec: 0),
        timeval(tv_sec: time(nil) - 3700, tv_usec: 0),
      ]
      #expect(unsafe utimes(path.text, &times) == 0)
    }
    let path = folder.path / "a"
    for content: UInt8 in 1...2 { try AtomicFile.write([content], to: path) }
    #expect(try folder.names == [young, "a", "wurst-a.tmp"])
  }

  @Test("whether a file can be written is known before")
  func checking() throws {
    try AtomicFile.check(folder.path / "a")
    _ = unsafe mkfifo((folder.path / "pipe").text, 0o600)
    let long = String(repeating: "n", count: 256)
    for path in [
      folder.path, folder.path / "none/a", "/dev/null", folder.path / "pipe", folder.path / long,
    ] {
      #expect(throws: WriteError.self) { try AtomicFile.check(path) }
    }
    #expect(try folder.names == ["pipe"])
  }
}
