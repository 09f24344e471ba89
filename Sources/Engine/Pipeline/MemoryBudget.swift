import Foundation

/// How much memory a model may take, weights and what they work in together.
package struct MemoryBudget: Equatable, Sendable {
  package let bytes: Int
  /// Whether the user has set it, rather than the machine.
  package let isChosen: Bool

  /// What weights and maps of the part at work may take of it; the rest is for what is not counted.
  var usable: Int { bytes - bytes / 16 - min(bytes / 8, 96 << 20) }

  /// Up to where parts are kept that are not at work: all of it, or half where nobody has said how
  /// much, so that something is left for others.
  var keepable: Int { isChosen ? usable : usable / 2 }

  /// What the user allows.
  package init(bytes: Int) {
    precondition(bytes > 0)
    self.bytes = bytes
    isChosen = true
  }

  private init(machine bytes: Int) {
    self.bytes = bytes
    isChosen = false
  }

  /// Nine tenths of what the machine, or the group of processes, has free now.
  package static var available: MemoryBudget {
    MemoryBudget(machine: max(1 << 28, free / 10 * 9))
  }

  private static var free: Int {
    let machine = field("MemAvailable:", of: "/proc/meminfo").map { $0 << 10 } ?? 4 << 30
    let group = "/sys/fs/cgroup/memory."
    guard let limit = number(group + "max"), let used = number(group + "current") else {
      return machine
    }
    // Pages of files that the group has read can be dropped.
    let files = field("file", of: group + "stat") ?? 0
    return min(machine, max(0, limit - used + files))
  }

  private static func number(_ path: String) -> Int? {
    (try? String(contentsOfFile: path, encoding: .utf8)).flatMap {
      Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
    }
  }

  /// The number behind a name at the beginning of a line.
  private static func field(_ name: String, of path: String) -> Int? {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let words = text.split(separator: "\n").map { $0.split(separator: " ") }
    return words.first { $0.first == name[...] && $0.count > 1 }.flatMap { Int($0[1]) }
  }
}

/// A model that does not fit into the memory there is.
package struct MemoryError: Error, Equatable, Sendable, CustomStringConvertible {
  package let part: ModelPart
  package let needed: Int
  package let budget: MemoryBudget

  package var description: String {
    let there = Self.gigabytes(budget.bytes, roundedUp: false)
    return "\(part.name) needs \(Self.gigabytes(needed, roundedUp: true)) of memory where "
      + (budget.isChosen ? "--memory allows \(there); allow more, " : "\(there) are free; ")
      + "draw a smaller picture or fewer at once"
  }

  private static func gigabytes(_ bytes: Int, roundedUp: Bool) -> String {
    let tenths = (Double(bytes) / Double(1 << 30) * 10).rounded(roundedUp ? .up : .down)
    return "\(Int(tenths) / 10).\(Int(tenths) % 10) GB"
  }
}
