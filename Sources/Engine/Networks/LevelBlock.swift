/// A letter of `level_config`: one block of a level of Stage B.
package enum LevelBlock: Character, Sendable {
  case residual = "C"
  case timestep = "T"
  case attention = "A"
  case feedForward = "F"
}

extension Fields {
  /// Reads the letters of every level and checks them against the widths and heads of the levels.
  ///
  /// - Parameter beginWithResidual: whether a level may begin with nothing else.
  func readLevels(
    _ key: Key, default letters: [String], widths: [Int], heads: [Int], _ headsKey: Key,
    beginWithResidual: Bool = false
  ) throws -> [[LevelBlock]] {
    let letters: [String] = try read(key, default: letters)
    try require(
      letters.count == widths.count, key,
      "has \(letters.count) levels where c_hidden has \(widths.count)")
    return try letters.enumerated().map { level, string in
      let blocks = string.compactMap(LevelBlock.init)
      try require(
        blocks.count == string.count && (1...16).contains(string.count), key,
        "has the level '\(string)'; a level is 1 to 16 of the letters C, T, A and F")
      try require(
        !beginWithResidual || blocks.first == .residual, key,
        "has the level '\(string)'; a level begins with C")
      try require(
        !blocks.contains(.attention) || heads[level] > 0 && widths[level] % heads[level] == 0,
        headsKey, "is \(heads[level]) at level \(level), which does not divide \(widths[level])")
      return blocks
    }
  }
}
