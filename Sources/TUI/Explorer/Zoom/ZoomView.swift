import Terminal

/// The picture over the whole screen.
struct ZoomView {
  /// Nil where there is none yet.
  let image: ImageSource?
  let isLive: Bool
  /// Why the terminal shows no pictures; nil where it does.
  let picturesAreOff: String?
  let area: Rect

  func draw(on frame: inout Frame<Part>) {
    frame.canvas.fill(area, with: .reserved)
    frame.mark(area, as: .picture)
    let y = area.y + area.height / 2
    if let picturesAreOff {
      frame.canvas.write(picturesAreOff, centredIn: area, y: y, .muted)
    } else if let image {
      frame.images.append(PlacedImage(image, in: area, of: .picture, isLive: isLive))
    } else {
      frame.canvas.write("Nothing to see yet", centredIn: area, y: y, .muted)
    }
  }
}
