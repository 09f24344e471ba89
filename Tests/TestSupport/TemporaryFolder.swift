package import Files
import Foundation
import Glibc

/// A folder that goes away with the value.
package final class TemporaryFolder {
  package let path: Path
  private var isMounted = false

  package init() throws {
    path = Path(NSTemporaryDirectory()) / "wurst-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path.text, withIntermediateDirectories: true)
  }

  /// Calls `body` with the path of an empty folder that is removed afterwards.
  package static func with<Result>(_ body: (Path) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.path) }
  }

  /// The same, with the path as text for command lines and Foundation.
  package static func withName<Result>(_ body: (String) throws -> Result) throws -> Result {
    try with { try body($0.text) }
  }

  /// Writes a file and returns its path.
  package func save(_ bytes: [UInt8], as name: String) throws -> Path {
    let path = path / name
    try Data(bytes).write(to: URL(filePath: path.text))
    return path
  }

  /// Puts a small file system of its own on the folder.
  package func mount(options: String, readOnly: Bool = false) throws {
    let flags = readOnly ? UInt(MS_RDONLY) : 0
    guard unsafe path.withCString({ unsafe Glibc.mount("tmpfs", $0, "tmpfs", flags, options) }) == 0
    else {
      throw CocoaError(.fileWriteNoPermission)
    }
    isMounted = true
  }

  /// Whether this process may mount at all.
  package static let canMount: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    return (try? folder.mount(options: "size=64k")) != nil
  }()

  package var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path.text).sorted() }
  }

  deinit {
    if isMounted { _ = unsafe path.withCString { unsafe umount($0) } }
    try? FileManager.default.removeItem(atPath: path.text)
  }
}
