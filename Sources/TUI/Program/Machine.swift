import Foundation

/// The computer the program runs on.
package enum Machine {
  /// The processor cores this process may use.
  package static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// The name of the processor, as Linux reports it.
  package static var processor: String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last ?? "unknown processor"
    return name.trimmingCharacters(in: .whitespaces)
  }

  /// The most memory the process had at once, in bytes.
  package static var peakMemory: Int {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return usage.ru_maxrss * 1024
  }
}
