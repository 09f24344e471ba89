import Foundation

/// What this process takes of the machine's memory, in bytes, as Linux counts it.
package enum ProcessMemory {
  /// Pages that belong to the process alone, not to a file.
  package static var anonymous: Int { field("RssAnon:") }

  /// The most there was at once, mapped files included, since the last call of `forgetPeak`.
  package static var peak: Int { field("VmHWM:") }

  package static func forgetPeak() {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  private static func field(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }
}
