import Recipes

/// Cuts a matrix of `samples × rows` by `columns` into tiles, by its shape alone.
///
/// A tile is large enough for a matrix product to pack its operands once, small enough to stay in
/// the second-level cache, and never reaches from one sample into the next.
package struct Tiling {
  package struct Tile {
    let sample: Int
    /// The tile's place among those of its sample, counted down the rows.
    let band: Int
    /// Rows within the sample.
    let rows: Range<Int>
    let columns: Range<Int>
  }

  package let samples: Int
  package let rows: Int
  package let columns: Int
  private let bandHeight: Int
  private let stripWidth: Int
  package let bands: Int
  private let strips: Int

  /// - Parameters:
  ///   - rowUnit: rows of a tile are a multiple of it, but for the last; so are columns of `columnUnit`.
  package init(
    samples: Int = 1, rows: Int, columns: Int, maximumRows: Int = 256, maximumColumns: Int = 512,
    rowUnit: Int = 4, columnUnit: Int = 16
  ) {
    self.samples = samples
    self.rows = rows
    self.columns = columns
    (bandHeight, bands) = Self.cut(rows, maximumRows, unit: rowUnit)
    (stripWidth, strips) = Self.cut(columns, maximumColumns, unit: columnUnit)
  }

  /// Tiles of a matrix product in the current precision.
  ///
  /// They are whole panels of packed weights, against as many rows as share a panel while it is in
  /// the cache. In fp32 they are large enough to pay for packing both sides.
  package static func product(samples: Int = 1, rows: Int, columns: Int) -> Tiling {
    switch Compute.current.precision {
    case .fp32:
      Tiling(samples: samples, rows: rows, columns: columns, columnUnit: Kernel.panelWidth)
    case .bf16:
      Tiling(
        samples: samples, rows: rows, columns: columns, maximumRows: 288,
        maximumColumns: 2 * Kernel.panelWidth, rowUnit: 6, columnUnit: Kernel.panelWidth)
    }
  }

  private static func cut(_ extent: Int, _ maximum: Int, unit: Int) -> (size: Int, count: Int) {
    if extent <= maximum { return (extent, extent == 0 ? 0 : 1) }
    let pieces = (extent + maximum - 1) / maximum
    let size = ((extent + pieces - 1) / pieces + unit - 1) / unit * unit
    return (size, (extent + size - 1) / size)
  }

  package var count: Int { samples * bands * strips }

  package subscript(index: Int) -> Tile {
    let (place, strip) = index.quotientAndRemainder(dividingBy: strips)
    let (sample, band) = place.quotientAndRemainder(dividingBy: bands)
    let row = band * bandHeight
    let column = strip * stripWidth
    return Tile(
      sample: sample, band: band, rows: row..<min(rows, row + bandHeight),
      columns: column..<min(columns, column + stripWidth))
  }
}
