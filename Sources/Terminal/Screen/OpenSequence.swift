/// What the terminal is in the midst of: a sequence that has to be ended before anything else is
/// written.
@MainActor
final class OpenSequence {
  /// The bytes that end it; nil where none is open.
  private(set) var ending: [UInt8]?

  nonisolated init() {}

  func begin(endingWith ending: [UInt8]) { self.ending = ending }

  func end() { ending = nil }
}
