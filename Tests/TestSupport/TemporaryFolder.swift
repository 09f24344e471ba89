import Foundation
import Glibc

/// A folder that goes away with the value.
package final class TemporaryFolder {
  package let path: String
  private var isMounted = false

  package init() throws {
    path = NSTemporaryDirectory() + "wurst-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Calls `body` with the path of an empty folder that is removed afterwards.
  package static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.path) }
  }

  /// Writes a file and returns its path.
  package func save(_ bytes: [UInt8], as name: String) throws -> String {
    let path = path + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
    return path
  }

  /// Puts a small file system of its own on the folder.
  package func mount(options: String, readOnly: Bool = false) throws {
    let flags = readOnly ? UInt(MS_RDONLY) : 0
    guard unsafe Glibc.mount("tmpfs", path, "tmpfs", flags, options) == 0 else {
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
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  deinit {
    if isMounted { unsafe umount(path) }
    try? FileManager.default.removeItem(atPath: path)
  }
}
