extension Command {
  /// The picture over the whole screen.
  package enum Zoom: CaseIterable, Hashable, Sendable {
    case toggle, closer, farther, whole
    case left, right, up, down
  }
}
