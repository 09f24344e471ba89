/// What the text tower will not see as it was meant.
package struct PromptNotes: Equatable, Sendable {
  /// Words that the vocabulary does not hold whole.
  package var unknownWords: [String]
  /// Whether the end of the prompt is cut off.
  package var isTooLong: Bool

  package init(unknownWords: [String] = [], isTooLong: Bool = false) {
    self.unknownWords = unknownWords
    self.isTooLong = isTooLong
  }

  /// The notes as one sentence, or nil if there is nothing to note.
  package var sentence: String? {
    var parts: [String] = []
    if isTooLong { parts.append("the prompt is longer than the model reads: its end is left out") }
    if !unknownWords.isEmpty {
      let shown = unknownWords.prefix(4).map { "“\($0)”" }.joined(separator: ", ")
      let more = unknownWords.count > 4 ? " and \(unknownWords.count - 4) more" : ""
      parts.append("this model never learned \(shown)\(more)")
    }
    guard let first = parts.first else { return nil }
    return ([first.prefix(1).uppercased() + first.dropFirst()] + parts.dropFirst())
      .joined(separator: "; ")
  }
}
