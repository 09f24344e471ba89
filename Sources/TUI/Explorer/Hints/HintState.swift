/// The hints that were told, and the one that is.
package struct HintState: Equatable, Sendable {
  package var isOn: Bool
  package private(set) var told: Set<Hint>
  package private(set) var current: Hint?
  /// When it goes away by itself.
  package private(set) var expiry = 0.0

  /// Long enough to be read after a message.
  private static let seconds = 12.0

  package init(isOn: Bool = false, told: Set<Hint> = []) {
    self.isOn = isOn
    self.told = told
  }

  /// Tells the next hint of an occasion, from `time` on.
  ///
  /// - Returns: the hint that is told now.
  mutating func tell(_ occasion: Hint.Occasion, from time: Double) -> Hint? {
    guard isOn, let hint = occasion.hints.first(where: { !told.contains($0) }) else { return nil }
    told.insert(hint)
    (current, expiry) = (hint, time + Self.seconds)
    return hint
  }

  mutating func expire(at now: Double) {
    if current != nil, expiry <= now { current = nil }
  }
}

extension State {
  /// Tells a hint, if there is one that was not told yet.
  mutating func hint(_ occasion: Hint.Occasion) -> [Effect] {
    guard let hint = hints.tell(occasion, from: message?.expiry ?? now) else { return [] }
    return [.drawing(.saveHint(hint))]
  }
}
