import Files

/// How much memory a model may take, weights and what they work in together.
package struct MemoryBudget: Equatable, Sendable {
  package let bytes: Int
  package let limit: Limit

  /// What sets the limit.
  package enum Limit: Sendable {
    case user
    /// What the machine, or a group of processes, has free.
    case machine
    /// The addresses that the process may map.
    case addresses
  }

  /// What weights and maps of the part at work may take of it; the rest is for what is not counted.
  var usable: Int { bytes - bytes / 16 - min(bytes / 8, 96 << 20) }

  /// Up to where parts are kept that are not at work: all of it, or half where nobody has said how
  /// much, so that something is left for others.
  var keepable: Int { limit == .machine ? usable / 2 : usable }

  /// What the user allows.
  package init(bytes: Int) { self.init(bytes, .user) }

  private init(_ bytes: Int, _ limit: Limit) {
    self.bytes = max(0, bytes)
    self.limit = limit
  }

  /// Nine tenths of what the machine, or the tightest of the groups of processes, has free now.
  package static var available: MemoryBudget {
    let machine = SystemFile.field("MemAvailable:", of: "/proc/meminfo").map { $0 << 10 }
    let free = min(machine ?? 4 << 30, ControlGroups.own.free ?? .max)
    return MemoryBudget(free / 10 * 9, .machine)
  }

  /// The same with the addresses that are left, where `threads` compute and these are fewer.
  package func within(_ addresses: Int?, threads: Int) -> MemoryBudget {
    guard let addresses else { return self }
    // Files lie mapped beside what is made of them.
    let room = (addresses - threads * AddressSpace.perThread) / 2
    return room < bytes ? MemoryBudget(room, .addresses) : self
  }
}

/// A model that does not fit into the memory there is.
package struct MemoryError: Error, Equatable, Sendable, CustomStringConvertible {
  package let part: ModelPart
  package let needed: Int
  package let budget: MemoryBudget

  package init(part: ModelPart, needed: Int, budget: MemoryBudget) {
    self.part = part
    self.needed = needed
    self.budget = budget
  }

  package var description: String {
    let there = Self.text(budget.bytes, roundedUp: false)
    let words =
      switch budget.limit {
      case .user: "--memory allows \(there); allow more"
      case .machine: "\(there) are free"
      case .addresses: "the limit of addresses (ulimit -v) leaves \(there); allow more"
      }
    return "\(part.name) needs \(Self.text(needed, roundedUp: true)) of memory where \(words)"
      + (budget.limit == .machine ? "; " : ", ") + "draw a smaller picture or fewer at once"
  }

  /// In the units of `--memory`, such as `80 MB` and `1.5 GB`.
  private static func text(_ bytes: Int, roundedUp: Bool) -> String {
    func whole(_ unit: Double) -> Int {
      Int((Double(bytes) / unit).rounded(roundedUp ? .up : .down))
    }
    let (megabytes, tenths) = (whole(0x1p20), whole(0x1p30 / 10))
    return megabytes < 1000 ? "\(megabytes) MB" : "\(tenths / 10).\(tenths % 10) GB"
  }
}
