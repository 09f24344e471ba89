extension Tensor {
  /// Normalises the channels of every position, then `· scale + shift` (spec v1 §1.1).
  package func layerNormalized(epsilon: Float = 1e-6, scale: Float = 1, shift: Float = 0) -> Tensor
  {
    let result = Tensor(uninitialized: shape)
    forEachBand { rows in
      let offset = rows.lowerBound * channels
      unsafe Kernel.layerNorm(
        base + offset, into: result.base + offset, rows: rows.count, columns: channels,
        epsilon: epsilon, scale: scale, shift: shift)
    }
    return result
  }

  /// The same with a weight and a bias per channel.
  package func layerNormalized(epsilon: Float, weight: Tensor, bias: Tensor) -> Tensor {
    let result = Tensor(uninitialized: shape)
    forEachBand { rows in
      let offset = rows.lowerBound * channels
      unsafe Kernel.layerNorm(
        base + offset, into: result.base + offset, rows: rows.count, columns: channels,
        epsilon: epsilon, weight: weight.base, bias: bias.base)
    }
    return result
  }

  /// `self · scale + shift` with `scale` and `shift` per sample and channel, `[batch, channels]`.
  package func scaledShifted(_ scale: Tensor, _ shift: Tensor) -> Tensor {
    precondition(scale.count == batch * channels && shift.count == batch * channels)
    let result = Tensor(uninitialized: shape)
    let tiling = Tiling(samples: batch, rows: positions, columns: channels, maximumColumns: .max)
    Parallel.run(tiling.count, work: count) { index in
      let tile = tiling[index]
      let offset = (tile.sample * positions + tile.rows.lowerBound) * channels
      unsafe Kernel.scaleShift(
        base + offset, into: result.base + offset, rows: tile.rows.count, columns: channels,
        scale: scale.base + tile.sample * channels, shift: shift.base + tile.sample * channels)
    }
    return result
  }

  /// The mean of every channel over the positions of a sample, `[batch, channels]`.
  package func channelMeans() -> Tensor {
    var result = Tensor([batch, channels])
    let (positions, channels) = (positions, channels)
    for sample in 0..<batch {
      unsafe Kernel.columnSums(
        base + sample * positions * channels, rows: positions, columns: channels, stride: channels,
        addedTo: result.base + sample * channels)
    }
    result = result.mapElements { $0 / Float(positions) }
    return result
  }

  /// Runs `body` on bands of rows, a row being the channels of one position.
  private func forEachBand(_ body: (Range<Int>) -> Void) {
    let tiling = Tiling(rows: count / max(1, channels), columns: 1)
    Parallel.run(tiling.count, work: count) { body(tiling[$0].rows) }
  }
}

/// The sums of squares that global response normalisation needs, gathered tile by tile.
///
/// Every band of rows adds to its own line; the lines are summed in order, so that the result does
/// not depend on which thread was first.
package struct ColumnSquares {
  private let sums: Tensor
  private let tiling: Tiling

  package init(_ tiling: Tiling) {
    self.tiling = tiling
    sums = Tensor([tiling.samples, tiling.bands, tiling.columns])
  }

  /// Where the sums of a tile's columns begin.
  package func line(_ tile: Tiling.Tile) -> UnsafeMutablePointer<Float> {
    unsafe sums.base + (tile.sample * tiling.bands + tile.band) * tiling.columns
      + tile.columns.lowerBound
  }

  /// Adds the squares of one tile of `x`.
  package func add(_ x: Tensor, _ tile: Tiling.Tile) {
    let row = tile.sample * tiling.rows + tile.rows.lowerBound
    unsafe Kernel.columnSquares(
      x.base + row * tiling.columns + tile.columns.lowerBound, rows: tile.rows.count,
      columns: tile.columns.count, stride: tiling.columns, addedTo: line(tile))
  }

  /// The factor `1 + gamma · N` per sample and column (spec v1 §1.2).
  package func responseScale(gamma: Tensor) -> Tensor {
    let scale = Tensor(uninitialized: [tiling.samples, tiling.columns])
    for sample in 0..<tiling.samples {
      let norms = (0..<tiling.columns).map { column in
        (0..<tiling.bands).reduce(0.0) { sum, band in
          let line = (sample * tiling.bands + band) * tiling.columns
          return unsafe sum + Double(sums.base[line + column])
        }.squareRoot()
      }
      let mean = norms.reduce(0, +) / Double(max(1, norms.count)) + 1e-6
      for (column, norm) in norms.enumerated() {
        unsafe scale.base[sample * tiling.columns + column] =
          unsafe 1 + gamma.base[column] * Float(norm / mean)
      }
    }
    return scale
  }
}
