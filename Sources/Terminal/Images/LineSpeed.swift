/// How fast the line to the terminal is, by how long answers take to come back through it.
///
/// Reads no clock: times are seconds on the caller's.
struct LineSpeed: Sendable {
  /// Bytes a second; nil until something was measured.
  private(set) var rate: Double?
  /// Seconds that an answer takes where nothing is ahead of it.
  private var delay: Double
  /// What a question was asked behind.
  private var asked: (bytes: Int, begin: Double, end: Double)?
  /// Bytes that may be sent now, as of a time.
  private var credit = 0.0
  private var creditTime = 0.0

  /// A line as slow as this takes longer for a picture than a key may wait.
  static let slow = 400_000.0

  /// - Parameter delay: what an answer took at the beginning.
  init(delay: Double) { self.delay = delay }

  var isSlow: Bool { rate.map { $0 < Self.slow } ?? false }

  /// How many bytes may go between two keys: those of a few milliseconds, and no fewer than
  /// make sense.
  var piece: Int {
    guard isSlow, let rate else { return Int.max }
    return max(120, Int(rate * 0.006) / 4 * 4)
  }

  /// How many bytes an image may take that another follows soon.
  var draft: Int? {
    guard isSlow, let rate else { return nil }
    return max(1500, Int(rate * 0.3))
  }

  /// Whether an answer is still to come.
  var awaitsAnswer: Bool { asked != nil }

  /// Says that a question was asked behind so many bytes, which were sent in that time.
  mutating func ask(behind bytes: Int, from begin: Double, to end: Double) {
    asked = (bytes, begin, end)
  }

  mutating func answered(at now: Double) {
    guard let asked else { return }
    self.asked = nil
    delay = min(delay, max(0, now - asked.end))
    let lag = now - asked.end - delay
    // Few bytes say little beside the time that the terminal takes to answer.
    let measured = Double(asked.bytes) / max(0.001, now - asked.begin - delay)
    guard let rate else {
      // A terminal that is busy for a moment is no slow line.
      if lag > 0.03 || measured > Self.slow { self.rate = measured }
      if self.rate == nil, asked.bytes > 2000 { self.rate = 4 * Self.slow }
      return
    }
    if lag > 0.02 {
      // What was sent has waited: this is what the line can take.
      if asked.bytes >= 1000 || measured < rate { self.rate = max(500, min(rate, 0.95 * measured)) }
      if !isSlow { self.rate = max(500, measured) }
    } else {
      self.rate = max(rate, min(measured, 4 * rate)) * 1.2
    }
  }

  /// Says that no answer will come.
  mutating func giveUp() { asked = nil }

  /// How many bytes may be sent now.
  mutating func allowance(at now: Double) -> Int {
    guard isSlow, let rate else { return Int.max }
    // Text and keys go on the same line.
    credit = min(1.25 * Double(piece), credit + max(0, now - creditTime) * 0.9 * rate)
    creditTime = now
    return Int(credit)
  }

  /// Says that so many bytes were sent.
  mutating func spend(_ bytes: Int) { credit -= Double(bytes) }

  /// When a piece may be sent again.
  func next(after now: Double) -> Double {
    guard isSlow, let rate else { return now }
    return now + max(0.002, (Double(piece) - credit) / (0.9 * rate))
  }
}
