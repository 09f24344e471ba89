/// Decides when the images of all slots are made, sent and erased.
///
/// Holds no bytes of the terminal and reads no clock: times are seconds on the caller's.
package struct ImageSchedule: Sendable {
  package struct Plan: Equatable, Sendable {
    /// The cells whose images have to go before text is written.
    package var erase: [Rect] = []
    /// The slots whose images are on their way and not wanted any more.
    package var breakOff: [ImageSlot] = []
    /// The slots that show nothing any more.
    package var gone: [ImageSlot] = []
    /// The images to send after the text.
    package var draw: [DrawnImage] = []
    /// The images to make; they come back through `made`.
    package var make: [ImageOrder] = []
    /// When to plan anew though nothing else happened.
    package var wake: Double?

    package init() {}
  }

  /// An image that is to be on the screen.
  package struct Wish: Sendable {
    package let order: ImageOrder
    /// More of its kind will follow soon, so that it may be late or left out.
    package let isLive: Bool

    package init(_ order: ImageOrder, isLive: Bool) {
      self.order = order
      self.isLive = isLive
    }
  }

  private var planners: [ImageSlot: ImagePlanner] = [:]
  private var pace: ImagePace

  /// Whether a reply of the terminal is still to come.
  package var awaitsReply: Bool { pace.awaitsReply }

  /// - Parameter interval: seconds between two live images at least.
  package init(interval: Double) { pace = ImagePace(interval: interval) }

  /// What to do so that the images of `wishes`, and no others, are on the screen.
  ///
  /// Live images share one pace: whichever slot has waited longest is served first. An image that
  /// loses cells to another slot's erasing is sent again with the next frame.
  /// - Precondition: each slot has one wish at most.
  package mutating func plan(_ wishes: [Wish], at now: Double) -> Plan {
    let wanted = Dictionary(uniqueKeysWithValues: wishes.map { ($0.order.slot, $0) })
    var plan = Plan()
    for slot in planners.keys {
      let wish = wanted[slot]
      if planners[slot]?.breaksOff(for: wish?.order, isLive: wish?.isLive ?? false) ?? false {
        plan.breakOff.append(slot)
      }
      if let area = planners[slot]?.clear(for: wish?.order) {
        plan.erase.append(area)
        plan.gone.append(slot)
      }
    }
    var drawsLive = false
    for wish in wishes.sorted(by: { lastSent($0) < lastSent($1) }) {
      let order = wish.order
      var planner = planners[order.slot] ?? ImagePlanner()
      if planner.takesUp(order) { plan.make.append(order) }
      planners[order.slot] = planner
      guard let image = planner.next(for: order, isLive: wish.isLive) else { continue }
      let earliest =
        wish.isLive && drawsLive ? now + pace.interval : pace.earliest(isLive: wish.isLive)
      guard now >= earliest else {
        plan.wake = min(plan.wake ?? earliest, earliest)
        continue
      }
      if planner.isOutgrown(by: image) { plan.erase.append(image.order.pane) }
      plan.draw.append(image)
      if wish.isLive { drawsLive = true }
    }
    for slot in planners.keys where planners[slot]?.isTouched(by: plan.erase) ?? false {
      if planners[slot]?.isOnItsWay ?? false { plan.breakOff.append(slot) }
      planners[slot]?.lost()
      if !plan.draw.contains(where: { $0.order.slot == slot }) { plan.wake = now }
    }
    return plan
  }

  private func lastSent(_ wish: Wish) -> Double {
    planners[wish.order.slot]?.lastSent ?? -.infinity
  }

  /// Takes an image that was made; nil if it cannot be.
  package mutating func made(_ image: DrawnImage?, for order: ImageOrder) {
    planners[order.slot]?.made(image, for: order)
  }

  /// Says that images are on their way, one after the other.
  mutating func begin(_ images: [DrawnImage]) {
    for image in images { planners[image.order.slot]?.begin(image) }
  }

  /// Says that an image has arrived that was on its way.
  mutating func arrived(_ image: DrawnImage, at time: Double) {
    planners[image.order.slot]?.sent(image, isWhole: true, at: time)
  }

  /// Says that all images that were on their way have arrived.
  mutating func finished(from begin: Double, to end: Double, awaitsReply: Bool) {
    pace.sent(isWhole: true, from: begin, to: end, awaitsReply: awaitsReply)
  }

  /// Says that the first of `images` was broken off and the others were not begun; all are sent again
  /// after a while.
  mutating func cut(_ images: [DrawnImage], from begin: Double, to end: Double) {
    for image in images.dropFirst() { planners[image.order.slot]?.putBack() }
    sent(Array(images.prefix(1)), isWhole: false, from: begin, to: end, awaitsReply: false)
  }

  /// Sends no image before `time`.
  mutating func hold(until time: Double) { pace.hold(until: time) }

  /// Says that images were sent, one after the other.
  ///
  /// - Parameters:
  ///   - isWhole: false if the last was broken off; it is sent again after a while.
  ///   - awaitsReply: the terminal will say when it has drawn them.
  package mutating func sent(
    _ images: [DrawnImage], isWhole: Bool, from begin: Double, to end: Double, awaitsReply: Bool
  ) {
    for (index, image) in images.enumerated() {
      planners[image.order.slot]?.sent(
        image, isWhole: isWhole || index < images.count - 1, at: begin)
    }
    pace.sent(isWhole: isWhole, from: begin, to: end, awaitsReply: awaitsReply)
  }

  /// Says that the terminal has drawn what was sent last.
  package mutating func confirmed(at now: Double) { pace.confirmed(at: now) }

  /// Says that the screen was cleared, and sends no image before `time`.
  package mutating func lost(holdUntil time: Double = 0) {
    for slot in planners.keys { planners[slot]?.lost() }
    pace.hold(until: time)
  }
}
