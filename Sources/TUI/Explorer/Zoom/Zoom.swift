package import Render
import Terminal

/// How the picture that fills the screen is looked at.
package struct Zoom: Equatable, Sendable {
  /// 0 for all of it; then one scale after the other.
  package private(set) var level = 0
  /// What is in the middle, in parts of width and height.
  private var centre = SIMD2(0.5, 0.5)
  /// Where the mouse holds the picture.
  private var grip: Point?

  package init() {}

  /// What is seen of a picture.
  package struct View: Equatable, Sendable {
    /// Nil where all of it is as large as there is room.
    package let scale: Scale?
    /// From the top left, in its pixels.
    package let x: Int
    package let y: Int
    package let size: PixelSize
  }

  /// How large the pixels of a picture are: so many times as large, or so many of them in one.
  package struct Scale: Equatable, Sendable {
    package let times: Int
    package let joined: Int

    fileprivate static let all =
      [8, 6, 4, 3, 2].map { Scale(times: 1, joined: $0) }
      + [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512].map {
        Scale(times: $0, joined: 1)
      }

    /// How much of `size` has room at most, in whole pixels of the screen.
    fileprivate func seen(of size: Int, in room: Int) -> Int {
      max(1, min(size, room * joined / times) / joined) * joined
    }

    var words: String {
      if joined > 1 { return "1/\(joined) of its size" }
      return times == 1 ? "pixel for pixel" : "\(times) times"
    }
  }

  /// The scales at which a picture of `size` is larger than where all of it is seen.
  private static func scales(for size: PixelSize, in room: PixelSize) -> [Scale] {
    let fit = min(
      Double(room.width) / Double(size.width), Double(room.height) / Double(size.height))
    // At least four of its pixels stay in view.
    let most = max(1, min(room.width, room.height) / 4)
    return Scale.all.filter { Double($0.times) / Double($0.joined) > fit && $0.times <= most }
  }

  package func view(of size: PixelSize, in room: PixelSize) -> View {
    let scales = Self.scales(for: size, in: room)
    guard level > 0, !scales.isEmpty else { return View(scale: nil, x: 0, y: 0, size: size) }
    let scale = scales[min(level, scales.count) - 1]
    let seen = PixelSize(
      width: scale.seen(of: size.width, in: room.width),
      height: scale.seen(of: size.height, in: room.height))
    func start(_ centre: Double, _ seen: Int, _ whole: Int) -> Int {
      max(0, min(whole - seen, Int((centre * Double(whole) - Double(seen) / 2).rounded())))
    }
    return View(
      scale: scale, x: start(centre.x, seen.width, size.width),
      y: start(centre.y, seen.height, size.height), size: seen)
  }

  mutating func move(closer: Bool, of size: PixelSize, in room: PixelSize) {
    settle(size, room)
    let most = Self.scales(for: size, in: room).count
    level = max(0, min(most, min(level, most) + (closer ? 1 : -1)))
  }

  mutating func showAll() { self = Zoom() }

  /// Goes an eighth of what is seen to the side, at least a pixel.
  mutating func pan(_ columns: Int, _ rows: Int, of size: PixelSize, in room: PixelSize) {
    let seen = view(of: size, in: room).size
    shift(
      columns * max(1, seen.width / 8), rows * max(1, seen.height / 8), of: size, in: room)
  }

  private mutating func shift(_ x: Int, _ y: Int, of size: PixelSize, in room: PixelSize) {
    settle(size, room)
    centre += SIMD2(Double(x) / Double(size.width), Double(y) / Double(size.height))
    settle(size, room)
  }

  /// Puts the centre where what is seen is, so that a step back is seen at once.
  private mutating func settle(_ size: PixelSize, _ room: PixelSize) {
    let view = view(of: size, in: room)
    guard view.scale != nil else { return }
    centre = SIMD2(
      (Double(view.x) + Double(view.size.width) / 2) / Double(size.width),
      (Double(view.y) + Double(view.size.height) / 2) / Double(size.height))
  }

  mutating func grasp(_ point: Point) { grip = point }
  mutating func release() { grip = nil }

  /// Lets the picture follow the mouse, whose cells have so many pixels.
  mutating func drag(
    to point: Point, cell: PixelSize, of size: PixelSize, in room: PixelSize
  ) {
    guard let grip, let scale = view(of: size, in: room).scale else { return }
    let (x, y) = (
      (grip.x - point.x) * cell.width * scale.joined / scale.times,
      (grip.y - point.y) * cell.height * scale.joined / scale.times
    )
    // A picture whose pixels are larger than a cell waits for the mouse to go on.
    guard x != 0 || y != 0 else { return }
    shift(x, y, of: size, in: room)
    self.grip = point
  }
}

extension Zoom.View {
  /// What is seen of a picture, in words.
  func words(of size: PixelSize) -> String {
    guard let scale else { return "\(size.width)×\(size.height), all of it" }
    return "\(size.width)×\(size.height), \(scale.words); from \(x), \(y) to "
      + "\(x + self.size.width - 1), \(y + self.size.height - 1)"
  }
}
