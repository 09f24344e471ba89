/// What one slot shows, and the images on their way into it.
struct ImagePlanner: Sendable {
  private var shown: (image: DrawnImage, isWhole: Bool)?
  private var ready: DrawnImage?
  private var making: ImageOrder?
  /// The order that could not be drawn; it is not tried again.
  private var impossible: ImageOrder?
  /// When an image was sent last.
  private(set) var lastSent = -Double.infinity

  /// Gives up what is shown where `order`, or no image, cannot take its place.
  ///
  /// - Returns: the cells to erase.
  mutating func clear(for order: ImageOrder?) -> Rect? {
    guard let shown,
      order == nil || order == impossible || shown.image.order.pane != order?.pane
    else { return nil }
    self.shown = nil
    return shown.image.order.pane
  }

  /// Whether `order` has to be made; true once for each.
  mutating func takesUp(_ order: ImageOrder) -> Bool {
    guard order != impossible, !shows(order), ready?.order != order, making != order else {
      return false
    }
    making = order
    return true
  }

  /// The image to send for `order`; nil if there is none yet, or none but the one that is shown.
  func next(for order: ImageOrder, isLive: Bool) -> DrawnImage? {
    // While a series goes on, an image that is one behind is better than none.
    guard order != impossible, !shows(order), let ready,
      ready.order == order || (isLive && ready.order.isAlike(order)), !shows(ready.order)
    else { return nil }
    return ready
  }

  /// Whether `image` leaves something of the one that is shown beside it.
  func isOutgrown(by image: DrawnImage) -> Bool {
    shown.map { $0.image.place != image.place } ?? false
  }

  /// Whether something that is shown is in one of `areas`.
  func isTouched(by areas: [Rect]) -> Bool {
    guard let cells = shown?.image.place.cells else { return false }
    return areas.contains { !$0.intersection(cells).isEmpty }
  }

  /// Takes an image that was made; nil if it cannot be.
  mutating func made(_ image: DrawnImage?, for order: ImageOrder) {
    if making == order { making = nil }
    if let image { ready = image } else { impossible = order }
  }

  mutating func sent(_ image: DrawnImage, isWhole: Bool, at time: Double) {
    shown = (image, isWhole)
    lastSent = time
  }

  /// Says that nothing of the slot is on the screen any more.
  mutating func lost() { shown = nil }

  private func shows(_ order: ImageOrder) -> Bool {
    guard let shown else { return false }
    return shown.isWhole && shown.image.order == order
  }
}
