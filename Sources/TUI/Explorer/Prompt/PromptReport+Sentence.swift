import Engine

extension PromptReport {
  /// What the text tower will not see as it was meant, or nil if there is nothing to note.
  func sentence(of side: PromptSide) -> String? {
    var parts: [String] = []
    if isTruncated {
      parts.append(
        "the \(side == .prompt ? "prompt" : "negative prompt") has \(tokens) tokens and the model reads \(limit): its end is left out"
      )
    }
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
