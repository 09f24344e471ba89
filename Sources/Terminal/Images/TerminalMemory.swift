import Render

/// The places of pictures with pixels that the terminal knows of.
///
/// xterm keeps sixteen pictures, also those that text has covered since. For one more it lets go of the
/// oldest, and clears its place with all that was drawn over it. A picture of the same place takes
/// the place of the one before.
struct TerminalMemory: Sendable {
  private static let most = 16
  private var places: [DrawnImage.Place] = []

  /// Adds an image, and returns the place that goes for it.
  mutating func take(_ image: DrawnImage) -> DrawnImage.Place? {
    guard case .sixel = image.order.mode else { return nil }
    places.removeAll { $0 == image.place }
    places.append(image.place)
    return places.count > Self.most ? places.removeFirst() : nil
  }
}
