import ArgumentParser
import Render

/// Small pictures side by side on one large one.
struct ContactSheet {
  let grid: Grid

  /// Columns and rows.
  struct Grid: ExpressibleByArgument, Equatable, Sendable {
    let columns: Int
    let rows: Int

    var count: Int { columns * rows }

    /// Reads `5x4`, also with the sign ×.
    init?(argument: String) {
      let numbers = argument.split(omittingEmptySubsequences: false) { "xX×".contains($0) }
        .map { Int($0) }
      guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1],
        1...20 ~= columns, 1...20 ~= rows
      else { return nil }
      self.columns = columns
      self.rows = rows
    }
  }

  /// Pixels of the place of a picture, and around it.
  private static let side = 256
  private static let gap = 8
  private static let ground = RGB(hex: 0x202020)

  /// The sheet of `count` pictures, with no more rows than they need.
  func bitmap(_ count: Int, picture: (Int) throws -> Bitmap) rethrows -> Bitmap {
    let step = Self.side + Self.gap
    let columns = min(grid.columns, count)
    let rows = (count + grid.columns - 1) / grid.columns
    var sheet = Bitmap(
      width: columns * step + Self.gap, height: rows * step + Self.gap, filledWith: Self.ground)
    let box = PixelSize(width: Self.side, height: Self.side)
    for index in 0..<count {
      let picture = try picture(index)
      let size = picture.size.fitted(into: box)
      let small = picture.scaled(width: size.width, height: size.height, filter: .smooth)
      sheet.put(
        small, x: Self.gap + index % grid.columns * step + (Self.side - size.width) / 2,
        y: Self.gap + index / grid.columns * step + (Self.side - size.height) / 2)
    }
    return sheet
  }
}
