/// The images on their way to the terminal, one after the other.
struct ImageOutbox: Sendable {
  private struct Item: Sendable {
    let image: DrawnImage
    /// The part that is sent next, or is being sent.
    var part = 0
  }

  private var items: [Item] = []
  /// What of the part is still to be sent, once it has begun.
  private var rest: ArraySlice<UInt8>?

  var isEmpty: Bool { items.isEmpty }
  /// The image that is being sent.
  var image: DrawnImage? { items.first?.image }
  var images: [DrawnImage] { items.map(\.image) }
  /// Whether the terminal has a part of an image that others must not follow.
  var hasBegun: Bool { rest != nil || (items.first?.part ?? 0) > 0 }
  /// Whether nothing else may be written now.
  var isMidPart: Bool { rest != nil }

  mutating func add(_ images: [DrawnImage]) { items += images.map { Item(image: $0) } }

  /// The bytes that come next; the part begins with `prefix` and ends with `suffix`.
  ///
  /// - Precondition: the box is not empty.
  mutating func next(wrap: (DrawnImage.Part) -> [UInt8]) -> ArraySlice<UInt8> {
    if let rest { return rest }
    let bytes = wrap(items[0].image.parts[items[0].part])[...]
    rest = bytes
    return bytes
  }

  /// Says that so many of them were sent.
  ///
  /// - Returns: the image that is whole now, if one is.
  mutating func sent(_ count: Int) -> DrawnImage? {
    guard let left = rest?.dropFirst(count) else { return nil }
    guard left.isEmpty else {
      rest = left
      return nil
    }
    rest = nil
    items[0].part += 1
    guard items[0].part == items[0].image.parts.count else { return nil }
    return items.removeFirst().image
  }

  /// Sends the part anew that was cut, or all of the image where the terminal keeps no part of it.
  mutating func restart(wholly: Bool) {
    rest = nil
    if wholly, !items.isEmpty { items[0].part = 0 }
  }

  /// Takes the images of `slots` out.
  mutating func drop(_ slots: [ImageSlot]) {
    if let image, slots.contains(image.order.slot) { rest = nil }
    items.removeAll { slots.contains($0.image.order.slot) }
  }

  mutating func clear() { self = ImageOutbox() }
}
