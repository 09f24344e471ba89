import Foundation

/// The most memory that this program had in use since measuring began.
///
/// The count of `getrusage` begins with what the parent process had and hides all below.
package struct PeakMemory {
  private let before: Int

  /// Whether tests measure their memory: only under `make damage`, when nothing else takes some.
  package static let isAlone = ProcessInfo.processInfo.environment["WURST_DAMAGE"] != nil

  /// Forgets earlier peaks.
  package init() {
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    before = Self.highest
  }

  /// How far the peak is above the memory in use when measuring began, in bytes.
  package var growth: Int { Self.highest - before }

  private static var highest: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) << 10
  }
}
