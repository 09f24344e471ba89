import Render

/// The places of pictures with pixels that the terminal knows of.
///
/// xterm keeps sixteen pictures, also those that text has covered since, and for one more lets go of the
/// one highest on the screen, seen or not. One of the same place and size takes the place of the one
/// before.
package struct TerminalMemory: Sendable {
  private static let most = 16
  private var places: Set<Place> = []

  private struct Place: Hashable {
    let image: DrawnImage.Place
    /// Pictures that come in strips are several to the terminal.
    let strip: Int
  }

  package init() {}

  /// Whether the terminal keeps `images` beside all that it knows of.
  package func hasRoom(for images: [DrawnImage]) -> Bool {
    let new = Self.places(of: images).subtracting(places)
    return new.isEmpty || places.count + new.count <= Self.most
  }

  package mutating func note(_ images: [DrawnImage]) { places.formUnion(Self.places(of: images)) }

  package mutating func clear() { places = [] }

  private static func places(of images: [DrawnImage]) -> Set<Place> {
    let pixels = images.filter { if case .sixel = $0.order.mode { true } else { false } }
    return Set(
      pixels.flatMap { image in
        (0..<max(1, image.parts.count)).map { Place(image: image.place, strip: $0) }
      })
  }
}
