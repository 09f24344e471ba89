/// What one slot shows, and the images on their way into it.
struct ImagePlanner: Sendable {
  private var shown: (image: DrawnImage, isWhole: Bool)?
  /// What is on its way to the terminal.
  private var sending: DrawnImage?
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

  /// Gives up what is on its way where it is not wanted any more; a live image may be one behind.
  ///
  /// - Returns: whether something was.
  mutating func breaksOff(for order: ImageOrder?, isLive: Bool) -> Bool {
    guard let sending, sending.order != order else { return false }
    if let order, isLive, sending.order.isAlike(order) { return false }
    shown = (sending, false)
    self.sending = nil
    return true
  }

  /// Whether `order` has to be made; true once for each.
  mutating func takesUp(_ order: ImageOrder) -> Bool {
    guard order != impossible, !shows(order), ready?.order != order, making != order,
      sending?.order != order
    else {
      return false
    }
    making = order
    return true
  }

  /// The image to send for `order`; nil if there is none yet, or none but the one that is shown.
  func next(for order: ImageOrder, isLive: Bool) -> DrawnImage? {
    // While a series goes on, an image that is one behind is better than none.
    guard order != impossible, sending == nil, !shows(order), let ready,
      ready.order == order || (isLive && ready.order.isAlike(order)), !shows(ready.order)
    else { return nil }
    return ready
  }

  /// Whether `image` leaves something of the one that is shown beside it.
  func isOutgrown(by image: DrawnImage) -> Bool {
    shown.map { $0.image.place != image.place } ?? false
  }

  /// Whether something that is shown or on its way is in one of `areas`.
  func isTouched(by areas: [Rect]) -> Bool {
    [shown?.image, sending].compactMap { $0?.place.cells }.contains { cells in
      areas.contains { !$0.intersection(cells).isEmpty }
    }
  }

  /// Says that what was to be on its way is not.
  mutating func putBack() { sending = nil }

  var isOnItsWay: Bool { sending != nil }

  /// Says that an image is on its way.
  mutating func begin(_ image: DrawnImage) { sending = image }

  /// Takes an image that was made; nil if it cannot be.
  mutating func made(_ image: DrawnImage?, for order: ImageOrder) {
    if making == order { making = nil }
    if let image { ready = image } else { impossible = order }
  }

  mutating func sent(_ image: DrawnImage, isWhole: Bool, at time: Double) {
    shown = (image, isWhole)
    sending = nil
    lastSent = time
  }

  /// Says that nothing of the slot is on the screen any more.
  mutating func lost() {
    shown = nil
    sending = nil
  }

  private func shows(_ order: ImageOrder) -> Bool {
    guard let shown else { return false }
    return shown.isWhole && shown.image.order == order
  }
}
