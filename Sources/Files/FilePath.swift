import Foundation

/// Paths as recipes and the registry keep them.
package enum FilePath {
  /// The path from the root, with `.` and `..` resolved; it need not exist.
  package static func absolute(_ path: String) -> String {
    let full = URL(filePath: path).standardizedFileURL.path(percentEncoded: false)
    return full.count > 1 && full.hasSuffix("/") ? String(full.dropLast()) : full
  }
}
