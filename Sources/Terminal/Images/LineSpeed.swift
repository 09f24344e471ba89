/// How fast the line to the terminal is, by how long answers take to come back through it.
///
/// Reads no clock: times are seconds on the caller's.
package struct LineSpeed: Sendable {
  /// Bytes a second; nil until something was measured.
  package private(set) var rate: Double?
  /// Seconds that an answer takes where nothing is ahead of it.
  private var delay: Double
  /// What a question was asked behind.
  private var asked: (bytes: Int, begin: Double, end: Double)?
  /// Bytes that may be sent now, as of a time.
  private var credit = 0.0
  private var creditTime = 0.0

  /// What an answer took beyond that where nothing was ahead of it: a terminal that is busy.
  private var jitter = 0.0
  /// What the line takes if it is as slow as an answer made it seem, and how late that was.
  private var suspicion: (rate: Double, lag: Double)?
  private var wasLate = false

  /// On a line as slow as this a key would wait noticeably for a picture.
  private static let slow = 120_000.0

  /// - Parameter delay: what an answer took at the beginning.
  package init(delay: Double) { self.delay = delay }

  package var isSlow: Bool { rate.map { $0 < Self.slow } ?? false }

  /// How many bytes may go between two keys: those of a few milliseconds, and no fewer than make
  /// sense.
  package var piece: Int {
    guard isSlow, let rate else { return Int.max }
    return max(120, Int(rate * 0.006) / 4 * 4)
  }

  /// How many bytes an image may take that another follows soon.
  package var draft: Int? {
    guard isSlow, let rate else { return nil }
    return max(1500, Int(rate * 0.3))
  }

  /// Says that a question was asked behind so many bytes, which were sent in that time.
  package mutating func ask(behind bytes: Int, from begin: Double, to end: Double) {
    asked = (bytes, begin, end)
  }

  package mutating func answered(at now: Double) {
    guard let asked else { return }
    self.asked = nil
    delay = min(delay, max(0, now - asked.end))
    let lag = now - asked.end - delay
    let measured = max(500, Double(asked.bytes) / max(0.001, now - asked.begin - delay))
    if asked.bytes == 0 {
      jitter = max(lag, jitter / 2)
      if let suspicion {
        rate = lag < suspicion.lag / 3 ? suspicion.rate : Self.slow
        self.suspicion = nil
      }
    } else if isSlow, let rate {
      adapt(rate, lag: lag, measured: measured)
    } else if lag > (rate == nil ? 0.15 : 0.25), measured < Self.slow {
      // The line is slow, or the terminal busy: an answer to the next question tells.
      suspicion = (measured, lag)
    } else {
      rate = max(rate ?? 0, measured, Self.slow)
    }
  }

  /// Whether a question that nothing is ahead of would tell something.
  package var wantsEmptyQuestion: Bool { asked == nil && (suspicion != nil || isSlow) }

  private mutating func adapt(_ rate: Double, lag: Double, measured: Double) {
    let usual = Double(piece) / rate + jitter
    let isLate = lag > usual + 0.012
    if isLate && (wasLate || jitter < 0.005) {
      // What was sent has waited: this is what the line takes, once that has gone through.
      self.rate = max(500, max(0.5 * rate, min(0.95 * rate, measured)))
      credit = -lag * (self.rate ?? 0)
    } else if lag < usual + 0.006 {
      // By less where it takes long to hear that it was too much.
      self.rate = rate * (1 + 0.15 / (1 + 40 * delay))
    }
    wasLate = isLate
  }

  /// Says that no answer will come.
  package mutating func giveUp() {
    asked = nil
    suspicion = nil
  }

  /// How many bytes may be sent now.
  package mutating func allowance(at now: Double) -> Int {
    guard isSlow, let rate else { return Int.max }
    // Text and keys go on the same line.
    credit = min(1.25 * Double(piece), credit + max(0, now - creditTime) * 0.9 * rate)
    creditTime = now
    return Int(credit)
  }

  /// Says that so many bytes were sent.
  package mutating func spend(_ bytes: Int) { credit -= Double(bytes) }

  /// When a piece may be sent again.
  package func next(after now: Double) -> Double {
    guard isSlow, let rate else { return now }
    return now + max(0.002, (Double(piece) - credit) / (0.9 * rate))
  }
}
