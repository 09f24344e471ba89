/// Decides when images are made, sent and erased.
///
/// Holds no bytes of the terminal and reads no clock: times are seconds on the caller's.
package struct ImagePlanner: Sendable {
  package struct Plan: Equatable, Sendable {
    /// The images on the screen have to go before text is written.
    package var erase = false
    /// The image to send after the text.
    package var draw: DrawnImage?
    /// The image to make; it comes back through `made`.
    package var make: ImageOrder?
    /// When to plan anew though nothing else happened.
    package var wake: Double?

    package init() {}
  }

  /// Seconds between two images of a series at least.
  private let interval: Double
  private var shown: (image: DrawnImage, isWhole: Bool)?
  private var ready: DrawnImage?
  private var making: ImageOrder?
  /// The order that could not be drawn; it is not tried again.
  private var impossible: ImageOrder?
  /// Seconds that the terminal takes for an image.
  private var cost = 0.02
  /// When the next image of a series may be sent.
  private var nextLive = 0.0
  /// When any image may be sent.
  private var heldUntil = 0.0
  /// Until when the terminal's word that it has drawn the last image is awaited.
  private var awaited: (since: Double, until: Double)?

  package var awaitsReply: Bool { awaited != nil }

  package init(interval: Double) { self.interval = interval }

  /// What to do so that `order` is on the screen, or no image if it is nil.
  ///
  /// - Parameter isLive: more of its kind will follow soon, so that it may be late or left out.
  package mutating func plan(_ order: ImageOrder?, isLive: Bool, at now: Double) -> Plan {
    var plan = Plan()
    if let shown, order == nil || order == impossible || shown.image.order.pane != order?.pane {
      plan.erase = true
      self.shown = nil
    }
    guard let order, order != impossible else { return plan }
    if let shown, shown.isWhole, shown.image.order == order { return plan }
    if ready?.order != order && making != order {
      plan.make = order
      making = order
    }
    // While a series goes on, an image that is one behind is better than none.
    guard let image = ready, image.order == order || (isLive && image.order.isAlike(order)) else {
      return plan
    }
    if let shown, shown.isWhole, shown.image.order == image.order { return plan }
    let earliest = isLive ? max(heldUntil, nextLive, awaited?.until ?? 0) : heldUntil
    if now < earliest {
      plan.wake = earliest
      return plan
    }
    if let shown, shown.image.place != image.place { plan.erase = true }
    plan.draw = image
    return plan
  }

  /// Takes an image that was made; nil if it cannot be.
  package mutating func made(_ image: DrawnImage?, for order: ImageOrder) {
    if making == order { making = nil }
    if let image { ready = image } else { impossible = order }
  }

  /// Says that an image was sent.
  ///
  /// - Parameters:
  ///   - isWhole: false if it was broken off; it is sent again after a while.
  ///   - awaitsReply: the terminal will say when it has drawn it.
  package mutating func sent(
    _ image: DrawnImage, isWhole: Bool, from begin: Double, to end: Double, awaitsReply: Bool
  ) {
    shown = (image, isWhole)
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

  /// Takes a measured time into account; one that is much longer than usual may be an accident.
  private mutating func learn(_ seconds: Double) { cost = min(seconds, 2 * cost + 0.01) }

  /// Says that the terminal has drawn the last image.
  package mutating func confirmed(at now: Double) {
    guard let awaited else { return }
    self.awaited = nil
    learn(now - awaited.since)
    nextLive = max(nextLive, now + min(1, cost / 2))
  }

  /// Says that the screen was cleared, and sends no image before `time`.
  package mutating func lost(holdUntil time: Double = 0) {
    shown = nil
    awaited = nil
    heldUntil = max(heldUntil, time)
  }
}
