extension Operand {
  private var map: (height: Int, width: Int) {
    precondition(shape.count == 4, "not a feature map: \(shape)")
    return (shape[1], shape[2])
  }

  /// A dense convolution, as products of gathered patches.
  ///
  /// `weight` is `[outputs, kernel², inputs]` as a matrix, taps row-major.
  func convolved(_ shape: ConvolutionShape, by weight: Matrix, bias: Tensor?) -> Tensor {
    let (height, width) = map
    let (rows, columns) = (shape.outputExtent(height), shape.outputExtent(width))
    let taps = shape.kernel * shape.kernel
    precondition(weight.columns == taps * channels, "\(self.shape) does not fit the weight")
    let outputs = weight.rows
    let result = Tensor(uninitialized: [batch, rows, columns, outputs])
    let packed = weight.packed(for: precision)
    let tiling = Tiling(
      samples: batch, rows: rows * columns, columns: outputs, maximumColumns: .max)
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let patches = Patches(of: self, rows: tile.rows.count, taps: taps)
      Tally.measure(.movement) {
        for (line, position) in tile.rows.enumerated() {
          let (y, x) = position.quotientAndRemainder(dividingBy: columns)
          for tap in 0..<taps {
            let (ky, kx) = tap.quotientAndRemainder(dividingBy: shape.kernel)
            patches.copy(
              pixel(
                tile.sample, y * shape.stride + ky - shape.padding,
                x * shape.stride + kx - shape.padding),
              to: line, tap)
          }
        }
      }
      let out = unsafe result.base + (tile.sample * tiling.rows + tile.rows.lowerBound) * outputs
      unsafe patches.multiply(by: packed, outputs, rows: tile.rows.count, into: out)
      if let bias {
        unsafe Kernel.addBias(
          bias.base, to: out, rows: tile.rows.count, columns: outputs, stride: outputs)
      }
    }
    return result
  }

  /// A transposed convolution whose output is `stride` times as large, phase by phase.
  ///
  /// Output pixels with the same place in their `stride × stride` block see the same taps: each such phase is
  /// a convolution of `(kernel / stride)²` taps. `phases` has for each, row-major, a matrix
  /// `[outputs, taps², inputs]` with taps in order of falling kernel index.
  func convolvedTransposed(_ shape: ConvolutionShape, by phases: [Matrix], bias: Tensor) -> Tensor {
    let (height, width) = map
    let (stride, taps) = (shape.stride, shape.kernel / shape.stride)
    let outputs = bias.count
    let result = Tensor(uninitialized: [batch, height * stride, width * stride, outputs])
    let packed = phases.map { $0.packed(for: precision) }
    let tiling = Tiling(
      samples: batch, rows: height * width, columns: outputs, maximumColumns: .max)
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let rows = tile.rows.count
      let patches = Patches(of: self, rows: rows, taps: taps * taps)
      let sums = TensorStorage(count: rows * outputs)
      for (phase, weight) in packed.enumerated() {
        let (phaseY, phaseX) = phase.quotientAndRemainder(dividingBy: stride)
        // The input row under the lowest output tap: the kernel index rises as the row falls.
        let top = (phaseY + shape.padding) / stride - (taps - 1)
        let left = (phaseX + shape.padding) / stride - (taps - 1)
        Tally.measure(.movement) {
          for (line, position) in tile.rows.enumerated() {
            let (y, x) = position.quotientAndRemainder(dividingBy: width)
            for tap in 0..<taps * taps {
              let (ty, tx) = tap.quotientAndRemainder(dividingBy: taps)
              patches.copy(pixel(tile.sample, y + top + ty, x + left + tx), to: line, tap)
            }
          }
        }
        unsafe patches.multiply(by: weight, outputs, rows: rows, into: sums.base)
        unsafe Kernel.addBias(
          bias.base, to: sums.base, rows: rows, columns: outputs, stride: outputs)
        Tally.measure(.movement) {
          for (line, position) in tile.rows.enumerated() {
            let (y, x) = position.quotientAndRemainder(dividingBy: width)
            let row = (tile.sample * height + y) * stride + phaseY
            let pixel = (row * width + x) * stride + phaseX
            unsafe (result.base + pixel * outputs)
              .update(from: sums.base + line * outputs, count: outputs)
          }
        }
      }
    }
    return result
  }

  /// The number of a pixel among all of them; nil where it lies outside.
  private func pixel(_ sample: Int, _ y: Int, _ x: Int) -> Int? {
    let (height, width) = map
    guard y >= 0 && y < height && x >= 0 && x < width else { return nil }
    return (sample * height + y) * width + x
  }
}

/// The pixels under the kernel at some output positions, a row for each, tap after tap.
private struct Patches {
  private enum Rows {
    case single(from: Tensor, to: TensorStorage)
    case half(from: HalfRows, to: HalfRows)
  }

  private let rows: Rows
  private let channels: Int
  private let inner: Int

  init(of map: Operand, rows count: Int, taps: Int) {
    channels = map.channels
    inner = taps * channels
    switch map.values {
    case .single(let x):
      rows = .single(from: x, to: TensorStorage(count: count * inner))
    case .half(let x):
      let patches = HalfRows(uninitialized: count, columns: inner)
      if inner % 2 == 1 { for row in 0..<count { unsafe patches[row][inner] = 0 } }
      rows = .half(from: x, to: patches)
    }
  }

  /// Copies the channels of a pixel, or zeros where there is none.
  func copy(_ pixel: Int?, to line: Int, _ tap: Int) {
    switch rows {
    case .single(let x, let patches):
      let place = unsafe patches.base + line * inner + tap * channels
      if let pixel {
        unsafe place.update(from: x.base + pixel * channels, count: channels)
      } else {
        unsafe place.update(repeating: 0, count: channels)
      }
    case .half(let x, let patches):
      let place = unsafe patches[line] + tap * channels
      if let pixel {
        unsafe place.update(from: x[pixel], count: channels)
      } else {
        unsafe place.update(repeating: 0, count: channels)
      }
    }
  }

  /// Writes the products with all `outputs` rows of `weight`.
  func multiply(
    by weight: Matrix.Packed, _ outputs: Int, rows count: Int,
    into out: UnsafeMutablePointer<Float>
  ) {
    switch rows {
    case .single(_, let patches):
      unsafe weight.multiply(
        patches.base, stride: inner, rows: count, inner: inner, 0..<outputs, into: out,
        stride: outputs)
    case .half(_, let patches):
      unsafe weight.multiply(
        patches[0], stride: patches.stride, rows: count, 0..<outputs, into: out, stride: outputs)
    }
  }
}
