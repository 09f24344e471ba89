package import Render
import Terminal

/// How the picture that fills the screen is looked at.
package struct Zoom: Equatable, Sendable {
  /// 0 for all of it; then one whole multiple of its pixels after the other.
  package private(set) var level = 0
  /// What is in the middle, in parts of width and height.
  private var centre = SIMD2(0.5, 0.5)
  /// Where the mouse holds the picture.
  private var grip: Point?

  package init() {}

  /// What is seen of a picture.
  package struct View: Equatable, Sendable {
    /// How many times as large its pixels are; nil where all of it is as large as there is room.
    package let times: Int?
    /// From the top left, in its pixels.
    package let x: Int
    package let y: Int
    package let size: PixelSize
  }

  private static let multiples = [
    1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512,
  ]

  /// The multiples by which a picture of `size` is larger than where all of it is seen.
  private static func multiples(for size: PixelSize, in room: PixelSize) -> [Int] {
    let fit = min(
      Double(room.width) / Double(size.width), Double(room.height) / Double(size.height))
    // At least four of its pixels stay in view.
    let most = max(1, min(room.width, room.height) / 4)
    return multiples.filter { Double($0) > fit && $0 <= most }
  }

  package func view(of size: PixelSize, in room: PixelSize) -> View {
    let multiples = Self.multiples(for: size, in: room)
    guard level > 0, !multiples.isEmpty else { return View(times: nil, x: 0, y: 0, size: size) }
    let times = multiples[min(level, multiples.count) - 1]
    let seen = PixelSize(
      width: max(1, min(size.width, room.width / times)),
      height: max(1, min(size.height, room.height / times)))
    func start(_ centre: Double, _ seen: Int, _ whole: Int) -> Int {
      max(0, min(whole - seen, Int((centre * Double(whole) - Double(seen) / 2).rounded())))
    }
    return View(
      times: times, x: start(centre.x, seen.width, size.width),
      y: start(centre.y, seen.height, size.height), size: seen)
  }

  mutating func move(closer: Bool, of size: PixelSize, in room: PixelSize) {
    settle(size, room)
    let most = Self.multiples(for: size, in: room).count
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
    guard view.times != nil else { return }
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
    guard let grip, let times = view(of: size, in: room).times else { return }
    let (x, y) = (
      (grip.x - point.x) * cell.width / times, (grip.y - point.y) * cell.height / times
    )
    // A picture whose pixels are larger than a cell waits for the mouse to go on.
    guard x != 0 || y != 0 else { return }
    shift(x, y, of: size, in: room)
    self.grip = point
  }
}
