import Render

/// How a terminal keeps pictures.
protocol FakePictures: AnyObject {
  func textWritten(x: Int, y: Int)
  func erased(_ columns: Range<Int>, row: Int)
  /// Up where `count` is positive.
  func scrolled(_ count: Int, rows: Range<Int>, isWhole: Bool)
  /// The screen was cleared, entered or left.
  func cleared()
  /// Takes a string that may be a picture; false where it is none.
  func take(_ kind: UInt8, _ body: [UInt8], of terminal: FakeTerminal) -> Bool
  func tiles(columns: Int, rows: Int, cell: PixelSize, grid: [[FakeCell]]) -> [[FakeTile?]]
  func largest(in terminal: FakeTerminal) -> Bitmap?
  /// How many pictures are shown, covered ones too.
  var count: Int { get }
}

/// Pixels as a terminal has read them; nil where nothing is drawn.
final class FakeImage {
  let size: PixelSize
  /// Read when somebody looks, for most are replaced before; none where the bytes are damaged.
  lazy var pixels: [RGB?] = read() ?? Array(repeating: nil, count: size.width * size.height)
  private let read: () -> [RGB?]?

  init(size: PixelSize, read: @escaping () -> [RGB?]?) {
    self.size = size
    self.read = read
  }

  convenience init(size: PixelSize, pixels: [RGB?]) { self.init(size: size) { pixels } }

  /// Nil where pixels are missing.
  var bitmap: Bitmap? {
    var rgb: [UInt8] = []
    rgb.reserveCapacity(3 * pixels.count)
    for pixel in pixels {
      guard let pixel else { return nil }
      rgb += [pixel.red, pixel.green, pixel.blue]
    }
    return size.width > 0 && size.height > 0
      ? Bitmap(width: size.width, height: size.height, rgb: rgb) : nil
  }
}

/// An image at a place of the screen.
struct FakePlacement {
  var image: FakeImage
  var column: Int
  var row: Int
  var erased: Set<Int> = []

  func columns(_ cell: PixelSize) -> Range<Int> {
    column..<column + (image.size.width + cell.width - 1) / cell.width
  }

  func rows(_ cell: PixelSize) -> Range<Int> {
    row..<row + (image.size.height + cell.height - 1) / cell.height
  }

  static func key(_ x: Int, _ y: Int) -> Int { y &* 10_000 &+ x }

  /// Draws what is seen of the image over `tiles`.
  func draw(on tiles: inout [[FakeTile?]], _ cell: PixelSize) {
    let pixels = image.pixels
    for y in rows(cell).clamped(to: 0..<tiles.count) {
      for x in columns(cell).clamped(to: 0..<tiles[y].count)
      where !erased.contains(Self.key(x, y - row)) {
        var tile =
          tiles[y][x] ?? FakeTile(pixels: Array(repeating: nil, count: cell.width * cell.height))
        for v in 0..<cell.height {
          let sourceY = (y - row) * cell.height + v
          guard sourceY < image.size.height else { break }
          for u in 0..<cell.width {
            let sourceX = (x - column) * cell.width + u
            guard sourceX < image.size.width else { break }
            if let pixel = pixels[sourceY * image.size.width + sourceX] {
              tile.pixels[v * cell.width + u] = pixel
            }
          }
        }
        tiles[y][x] = tile.pixels.contains { $0 != nil } ? tile : nil
      }
    }
  }
}

/// Pictures that lie in the cells of text (sixel of xterm, inline images): a cell that is written or
/// erased loses its part.
class FakeCellPictures: FakePictures {
  var placed: [FakePlacement] = []
  let cell = PixelSize(width: 10, height: 20)

  func textWritten(x: Int, y: Int) { forget(x..<x + 1, row: y) }
  func erased(_ columns: Range<Int>, row: Int) { forget(columns, row: row) }

  private func forget(_ columns: Range<Int>, row: Int) {
    for index in placed.indices where placed[index].rows(cell).contains(row) {
      for x in columns.clamped(to: placed[index].columns(cell)) {
        placed[index].erased.insert(FakePlacement.key(x, row - placed[index].row))
      }
    }
  }

  func scrolled(_ count: Int, rows: Range<Int>, isWhole: Bool) {
    for index in placed.indices where rows.overlaps(placed[index].rows(cell)) {
      placed[index].row -= count
    }
    placed.removeAll { $0.rows(cell).upperBound <= 0 }
  }

  func cleared() { placed = [] }
  func take(_ kind: UInt8, _ body: [UInt8], of terminal: FakeTerminal) -> Bool { false }

  func tiles(
    columns: Int, rows: Int, cell: PixelSize, grid: [[FakeCell]]
  ) -> [[FakeTile?]] {
    var tiles = [[FakeTile?]](repeating: Array(repeating: nil, count: columns), count: rows)
    for placement in placed { placement.draw(on: &tiles, cell) }
    return tiles
  }

  /// The largest, of which strips below each other are one.
  func largest(in terminal: FakeTerminal) -> Bitmap? {
    let tiles = terminal.sight.tiles
    let strips = Dictionary(grouping: placed) { [$0.column, $0.image.size.width] }
    let all = strips.values.map { strips in
      let cells = strips.flatMap { $0.rows(cell) }
      return (strips[0], (cells.min() ?? 0)..<(cells.max() ?? 0) + 1)
    }
    guard
      let (first, rows) = all.max(by: {
        $0.0.image.size.width * $0.1.count < $1.0.image.size.width * $1.1.count
      })
    else { return nil }
    var pixels: [RGB?] = []
    var height = rows.count * cell.height
    for y in 0..<height {
      let row: [RGB?] = (0..<first.image.size.width).map { x in
        let tile = tiles[rows.lowerBound + y / cell.height][first.column + x / cell.width]
        return tile?.pixels[y % cell.height * cell.width + x % cell.width]
      }
      if row.allSatisfy({ $0 == nil }), y >= height - cell.height {
        height = y
        break
      }
      pixels += row
    }
    return FakeImage(
      size: PixelSize(width: first.image.size.width, height: height), pixels: pixels
    ).bitmap
  }

  var count: Int { placed.count }

  /// Puts an image at the cursor.
  func place(_ image: FakeImage, in terminal: FakeTerminal) {
    placed.append(FakePlacement(image: image, column: terminal.cursor.x, row: terminal.cursor.y))
  }
}

/// A terminal without pictures.
final class FakeNoPictures: FakeCellPictures {}

/// Sixel as xterm has it: sixteen pictures, and room for one band more below each.
final class FakeSixelPictures: FakeCellPictures {
  override func take(_ kind: UInt8, _ body: [UInt8], of terminal: FakeTerminal) -> Bool {
    guard kind == UInt8(ascii: "P"), let image = FakeSixel.read(body, terminal) else {
      return false
    }
    // Not drawn at all.
    guard image.size.width <= 1000, image.size.height <= 1000 else {
      terminal.fault("a picture of \(image.size.width)×\(image.size.height) pixels")
      return true
    }
    let bands = (image.size.height + 5) / 6 * 6
    if terminal.cursor.y * cell.height + bands + 6 >= terminal.rows * cell.height {
      terminal.scroll(1)
      terminal.slip()
    }
    placed.removeAll {
      $0.column == terminal.cursor.x && $0.row == terminal.cursor.y && $0.image.size == image.size
    }
    place(image, in: terminal)
    if placed.count > 16, let highest = placed.indices.min(by: { placed[$0].row < placed[$1].row })
    {
      placed.remove(at: highest)
    }
    return true
  }
}

/// tmux's own sixel: a picture goes as a whole when anything is written on it, and with its row when
/// a part of that is erased.
final class FakeTmuxPictures: FakeCellPictures {
  override func textWritten(x: Int, y: Int) {
    placed.removeAll { $0.rows(cell).contains(y) && $0.columns(cell).contains(x) }
  }

  override func erased(_ columns: Range<Int>, row: Int) {
    placed.removeAll { $0.rows(cell).contains(row) }
  }

  override func scrolled(_ count: Int, rows: Range<Int>, isWhole: Bool) { placed = [] }

  override func take(_ kind: UInt8, _ body: [UInt8], of terminal: FakeTerminal) -> Bool {
    guard kind == UInt8(ascii: "P") else { return false }
    // What is to be passed on is dropped, unless the user allows it.
    if body.starts(with: Array("tmux;".utf8)) { return true }
    guard let image = FakeSixel.read(body, terminal) else { return false }
    let lines = terminal.cursor.y + (image.size.height + cell.height - 1) / cell.height
    if lines >= terminal.rows {
      terminal.scroll(lines - terminal.rows + 1)
      terminal.slip()
    }
    place(image, in: terminal)
    return true
  }
}
