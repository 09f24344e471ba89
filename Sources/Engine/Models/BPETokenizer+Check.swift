import Files

extension BPETokenizer {
  /// Makes sure that the vocabulary at `path` fits the embedding of a tower and holds its padding.
  ///
  /// - Parameter tower: the words for the tower in an error message.
  func check(
    _ config: TextConfig, _ tower: String, padToken: String, path: Path
  ) throws(LoadingError) {
    guard largestID < config.vocabSize else {
      throw .damaged(
        path: path,
        problem: "it has a token \(largestID) where \(tower) knows \(config.vocabSize)")
    }
    guard id(of: padToken) != nil else {
      throw .damaged(path: path, problem: "it lacks the padding token '\(padToken)'")
    }
  }
}
