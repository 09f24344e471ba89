/// The prompts that were run, oldest first, and a place in them.
package struct PromptHistory: Equatable, Sendable {
  package static let longest = 1000

  package private(set) var prompts: [String]
  /// Nil while the draft is shown.
  private var place: Int?
  private var draft = ""

  package init(_ prompts: [String] = []) {
    self.prompts = prompts.suffix(Self.longest).map { String($0.prefix(PromptField.longest)) }
  }

  /// Adds a prompt as the latest and leaves the history.
  package mutating func add(_ prompt: String) {
    place = nil
    draft = ""
    guard !prompt.isEmpty else { return }
    prompts.removeAll { $0 == prompt }
    prompts.append(prompt)
    prompts = Array(prompts.suffix(Self.longest))
  }

  /// The prompt before the one shown, nil at the oldest.
  ///
  /// - Parameter current: what is shown; the draft, if it comes from no history.
  package mutating func previous(_ current: String) -> String? {
    let next = (place ?? prompts.count) - 1
    guard next >= 0 else { return nil }
    if place == nil { draft = current }
    place = next
    return prompts[next]
  }

  /// The prompt after the one shown and at last the draft, nil while that is shown.
  package mutating func next() -> String? {
    guard let here = place else { return nil }
    guard here + 1 < prompts.count else {
      place = nil
      return draft
    }
    place = here + 1
    return prompts[here + 1]
  }

  /// Says that the shown text was edited: it is the draft from now on.
  package mutating func leave() { place = nil }
}
