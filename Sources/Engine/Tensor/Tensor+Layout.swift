extension Tensor {
  /// The first extent: how many samples the tensor holds.
  package var batch: Int { shape[0] }

  /// The last extent: how many values belong to one position.
  package var channels: Int { shape[shape.count - 1] }

  /// Positions per sample: the product of the extents between the first and the last.
  package var positions: Int { shape.dropFirst().dropLast().reduce(1, *) }

  /// The extents of a feature map `[batch, height, width, channels]`.
  package var map: (height: Int, width: Int) {
    precondition(shape.count == 4, "not a feature map: \(shape)")
    return (shape[1], shape[2])
  }

  /// `[batch, channels, height, width]` as `[batch, height, width, channels]`.
  package func channelsLast() -> Tensor {
    precondition(shape.count == 4)
    return transposed(
      shape[0], shape[1], shape[2] * shape[3], [shape[0], shape[2], shape[3], shape[1]])
  }

  /// `[batch, height, width, channels]` as `[batch, channels, height, width]`.
  package func channelsFirst() -> Tensor {
    precondition(shape.count == 4)
    return transposed(
      shape[0], shape[1] * shape[2], shape[3], [shape[0], shape[3], shape[1], shape[2]])
  }

  /// Exchanges rows and columns of `count` matrices.
  private func transposed(_ count: Int, _ rows: Int, _ columns: Int, _ shape: [Int]) -> Tensor {
    let result = Tensor(uninitialized: shape)
    Tally.measure(.movement) {
      for matrix in 0..<count {
        let from = unsafe base + matrix * rows * columns
        let to = unsafe result.base + matrix * rows * columns
        for row in 0..<rows {
          for column in 0..<columns {
            unsafe to[column * rows + row] = unsafe from[row * columns + column]
          }
        }
      }
    }
    return result
  }

  /// The matrix `[rows, columns]` as `[columns, rows]`.
  package func transposedMatrix() -> Tensor {
    precondition(shape.count == 2)
    return transposed(1, shape[0], shape[1], [shape[1], shape[0]])
  }

  /// A feature map or a sequence as `[batch, positions, channels]`.
  package var sequence: Tensor { reshaped([batch, positions, channels]) }

  /// The samples of `parts` one after the other; all have the same shape but for the first extent.
  package static func stacked(_ parts: [Tensor]) -> Tensor {
    let inner = parts[0].shape.dropFirst()
    precondition(parts.allSatisfy { $0.shape.dropFirst() == inner })
    let result = Tensor(uninitialized: [parts.reduce(0) { $0 + $1.batch }] + inner)
    var to = unsafe result.base
    Tally.measure(.movement) {
      for part in parts {
        unsafe to.update(from: part.base, count: part.count)
        unsafe to += part.count
      }
    }
    return result
  }

  /// Every sample `count` times in a row.
  package func repeatingSamples(_ count: Int) -> Tensor {
    if count == 1 { return self }
    return .stacked(
      (0..<batch).flatMap { Array(repeating: samples($0..<$0 + 1), count: count) })
  }

  /// The positions of sequences `[batch, positions, channels]` one after the other.
  static func joinedPositions(_ parts: [Tensor]) -> Tensor {
    let (batch, channels) = (parts[0].batch, parts[0].channels)
    precondition(parts.allSatisfy { $0.batch == batch && $0.channels == channels })
    let rows = (0..<batch).map { sample in
      Tensor.stacked(
        parts.map { $0.samples(sample..<sample + 1).reshaped([$0.positions, channels]) })
    }
    return stacked(rows.map { $0.reshaped([1] + $0.shape) })
  }

  /// The channels of `parts` side by side at every position.
  package static func joinedChannels(_ parts: [Tensor]) -> Tensor {
    let outer = parts[0].shape.dropLast()
    precondition(parts.allSatisfy { $0.shape.dropLast() == outer })
    let channels = parts.reduce(0) { $0 + $1.channels }
    let result = Tensor(uninitialized: outer + [channels])
    result.moveRows { rows in
      var first = 0
      for part in parts {
        for row in rows {
          unsafe (result.base + row * channels + first)
            .update(from: part.base + row * part.channels, count: part.channels)
        }
        first += part.channels
      }
    }
    return result
  }

  /// The channels in `range`; of a matrix, its columns.
  package func channels(_ range: Range<Int>) -> Tensor {
    let result = Tensor(uninitialized: shape.dropLast() + [range.count])
    result.moveRows { rows in
      for row in rows {
        unsafe (result.base + row * range.count)
          .update(from: base + row * channels + range.lowerBound, count: range.count)
      }
    }
    return result
  }

  /// The channels `first`, `first + step`, and so on.
  package func everyChannel(_ step: Int, from first: Int) -> Tensor {
    precondition(channels % step == 0)
    let kept = channels / step
    let result = Tensor(uninitialized: shape.dropLast() + [kept])
    result.moveRows { rows in
      for row in rows {
        let from = unsafe base + row * channels + first
        let to = unsafe result.base + row * kept
        for channel in 0..<kept { unsafe to[channel] = unsafe from[channel * step] }
      }
    }
    return result
  }

  /// Runs `body` on bands of rows, which it writes; a row being the channels of one position.
  private func moveRows(_ body: (Range<Int>) -> Void) {
    let tiling = Tiling(rows: count / max(1, channels), columns: 1)
    Parallel.run(tiling.count, work: count) { index in
      Tally.measure(.movement) { body(tiling[index].rows) }
    }
  }

  /// Every `p × p` block of pixels as the channels of one: channel `c` of the pixel at (`dy`, `dx`) goes to
  /// channel `c·p² + dy·p + dx` (spec v1 §3).
  package func pixelUnshuffled(_ p: Int) -> Tensor {
    if p == 1 { return self }
    let (height, width) = map
    precondition(height % p == 0 && width % p == 0)
    let result = Tensor(uninitialized: [batch, height / p, width / p, channels * p * p])
    unsafe move(blocks: result, pixels: self, p) { block, pixel in
      unsafe block.pointee = pixel.pointee
    }
    return result
  }

  /// The inverse of `pixelUnshuffled`.
  package func pixelShuffled(_ p: Int) -> Tensor {
    if p == 1 { return self }
    let (height, width) = map
    precondition(channels % (p * p) == 0)
    let result = Tensor(uninitialized: [batch, height * p, width * p, channels / (p * p)])
    unsafe move(blocks: self, pixels: result, p) { block, pixel in
      unsafe pixel.pointee = block.pointee
    }
    return result
  }

  private func move(
    blocks: Tensor, pixels: Tensor, _ p: Int,
    _ copy: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let (height, width) = pixels.map
    let channels = pixels.channels
    Parallel.run(pixels.batch * height, work: pixels.count) { line in
      let (sample, y) = line.quotientAndRemainder(dividingBy: height)
      for x in 0..<width {
        let pixel = unsafe pixels.base + (line * width + x) * channels
        let block =
          unsafe blocks.base
          + ((sample * (height / p) + y / p) * (width / p) + x / p) * channels * p * p
          + (y % p) * p + x % p
        for c in 0..<channels { unsafe copy(block + c * p * p, pixel + c) }
      }
    }
  }
}
