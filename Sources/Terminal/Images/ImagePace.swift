/// When images may be sent: one budget for those of all slots together.
struct ImagePace: Sendable {
  /// Seconds between two live images at least, whatever slots they are in.
  let interval: Double
  /// Seconds that the terminal takes for what is sent at once.
  private var cost = 0.02
  /// When the next live image may be sent.
  private var nextLive = 0.0
  /// When any image may be sent.
  private var heldUntil = 0.0
  /// Until when the terminal's word that it has drawn the last image is awaited.
  private var awaited: (since: Double, until: Double)?

  var awaitsReply: Bool { awaited != nil }

  init(interval: Double) { self.interval = interval }

  /// When an image may be sent; a live one waits for the terminal too.
  func earliest(isLive: Bool) -> Double {
    isLive ? max(heldUntil, nextLive, awaited?.until ?? 0) : heldUntil
  }

  /// Says that images were sent; `isWhole` is false if the last was broken off.
  mutating func sent(isWhole: Bool, from begin: Double, to end: Double, awaitsReply: Bool) {
    awaited = nil
    guard isWhole else {
      heldUntil = end + 0.3
      return
    }
    nextLive = begin + interval
    if awaitsReply {
      awaited = (begin, end + min(1, max(0.2, 8 * cost)))
    } else {
      learn(end - begin)
      nextLive = max(nextLive, begin + 2 * cost)
    }
  }

  /// Says that the terminal has drawn what was sent last.
  mutating func confirmed(at now: Double) {
    guard let awaited else { return }
    self.awaited = nil
    learn(now - awaited.since)
    nextLive = max(nextLive, now + min(1, cost / 2))
  }

  /// Waits for no reply any more, and sends nothing before `time`.
  mutating func hold(until time: Double) {
    awaited = nil
    heldUntil = max(heldUntil, time)
  }

  /// Takes a measured time into account; one that is much longer than usual may be an accident.
  private mutating func learn(_ seconds: Double) { cost = min(seconds, 2 * cost + 0.01) }
}
