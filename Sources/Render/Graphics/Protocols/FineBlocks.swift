/// Four or six pixels in each cell of text, of two colours, for pictures; grids are drawn with half
/// blocks, which give each element its own colour.
package struct FineBlocks: GraphicsProtocol {
  package enum Pattern: Sendable {
    /// Of Unicode's Block Elements: two by two.
    case quadrants
    /// Of Unicode 13's Symbols for Legacy Computing: two by three.
    case sextants

    var rows: Int { self == .quadrants ? 2 : 3 }
  }

  package let pattern: Pattern
  package let depth: ColourDepth

  package init(_ pattern: Pattern, depth: ColourDepth) {
    self.pattern = pattern
    self.depth = depth
  }

  package func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes? {
    let blocks = HalfBlocks(depth: depth)
    guard content == .photo,
      let placement = ImagePlacement.halfBlock(bitmap.size, content: content, pane: pane.cells)
    else { return blocks.draw(bitmap, content, in: pane) }
    let cells = placement.cells
    let scaled = bitmap.scaled(
      to: PixelSize(width: 2 * cells.columns, height: pattern.rows * cells.rows), content,
      detail: pane.detail)
    let palette = TextPalette(depth: depth)
    return PlacedBytes(
      placement: placement,
      parts: GlyphWriter(palette: palette).parts(
        Self.cells(of: scaled, pattern, palette), at: cells, leavingOut: pane.hole,
        piece: pane.piece))
  }

  /// - Precondition: the bitmap has two columns and `pattern.rows` rows for each cell.
  static func cells(
    of bitmap: Bitmap, _ pattern: Pattern, _ palette: TextPalette
  ) -> [[GlyphCell]] {
    let (columns, rows) = (bitmap.width / 2, bitmap.height / pattern.rows)
    var drawn: [UInt8] = []
    var upper: [UInt8] = []
    var lower: [UInt8] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let pixels = (0..<2 * pattern.rows).map { place in
          let colour = bitmap[2 * column + place % 2, pattern.rows * row + place / 2]
          return SIMD4(Float(colour.red), Float(colour.green), Float(colour.blue), 1)
        }
        let split = Split(pixels)
        drawn.append(split.set)
        upper += split.colour(of: true)
        lower += split.colour(of: false)
      }
    }
    func codes(_ rgb: [UInt8]) -> [Int] {
      palette.codes(of: Bitmap(width: columns, height: rows, rgb: rgb), mixing: true)
    }
    let (foreground, background) = (codes(upper), codes(lower))
    return (0..<rows).map { row in
      (row * columns..<(row + 1) * columns).map { place in
        let isPlain = foreground[place] == background[place]
        return GlyphCell(
          glyph: isPlain ? " " : pattern.glyph(drawn[place]), foreground: foreground[place],
          background: background[place])
      }
    }
  }

  /// The pixels of a cell in two groups whose means come nearest to them.
  private struct Split {
    /// A bit for each pixel that is drawn, from the top left in rows.
    private(set) var set: UInt8 = 0
    private var sums: (drawn: SIMD4<Float>, left: SIMD4<Float>)

    init(_ pixels: [SIMD4<Float>]) {
      let all = pixels.reduce(.zero, +)
      sums = (.zero, all)
      var best = Self.explained(all)
      // The first pixel is left: the other half of the groups are these with their sides changed.
      for set in stride(from: UInt8(2), to: 1 << pixels.count, by: 2) {
        var drawn = SIMD4<Float>.zero
        for place in pixels.indices where set >> place & 1 == 1 { drawn += pixels[place] }
        let explained = Self.explained(drawn) + Self.explained(all - drawn)
        // More than rounding.
        if explained > best + 1 { (best, self.set, sums) = (explained, set, (drawn, all - drawn)) }
      }
    }

    /// The squared length of the mean of a group, for each of its pixels.
    private static func explained(_ sum: SIMD4<Float>) -> Float {
      let colour = SIMD3(sum.x, sum.y, sum.z)
      return (colour * colour).sum() / sum.w
    }

    func colour(of isDrawn: Bool) -> [UInt8] {
      let sum = isDrawn && set != 0 ? sums.drawn : sums.left
      return (0..<3).map { UInt8(min(255, (sum[$0] / sum.w).rounded())) }
    }
  }
}

extension FineBlocks.Pattern {
  /// The character in which the pixels of `set` are drawn, from the top left in rows.
  func glyph(_ set: UInt8) -> Unicode.Scalar {
    switch self {
    case .quadrants: Self.quarters[Int(set)]
    case .sextants:
      switch set {
      case 0: " "
      case 21: "▌"
      case 42: "▐"
      case 63: "█"
      // The left and the right half are among the older characters.
      default:
        Unicode.Scalar(0x1FB00 + UInt32(set) - 1 - (set > 21 ? 1 : 0) - (set > 42 ? 1 : 0)) ?? " "
      }
    }
  }

  private static let quarters: [Unicode.Scalar] = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
  ]
}
