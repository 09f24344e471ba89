/// Where the seeds of runs come from.
package enum SeedMode: String, CaseIterable, Codable, Sendable {
  case random, locked, counting

  /// The next one, round and round.
  var next: Self {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
