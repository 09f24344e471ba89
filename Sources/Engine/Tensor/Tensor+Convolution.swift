/// The geometry of a square convolution kernel; padding is zeros.
package struct ConvolutionShape: Sendable {
  package let kernel: Int
  package let stride: Int
  package let padding: Int

  package init(kernel: Int, stride: Int, padding: Int) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  package func outputExtent(_ input: Int) -> Int { (input + 2 * padding - kernel) / stride + 1 }
}

extension Tensor {
  /// A dense convolution, as products of gathered patches.
  ///
  /// `weight` is `[outputs, kernel², inputs]` as a matrix, taps row-major.
  package func convolved(_ shape: ConvolutionShape, by weight: Tensor, bias: Tensor?) -> Tensor {
    let (height, width) = map
    let (rows, columns) = (shape.outputExtent(height), shape.outputExtent(width))
    let (inputs, outputs) = (channels, weight.shape[0])
    let inner = shape.kernel * shape.kernel * inputs
    precondition(weight.shape[1] == inner, "\(self.shape) does not fit a weight of \(weight.shape)")
    let result = Tensor(uninitialized: [batch, rows, columns, outputs])
    let tiling = Tiling(
      samples: batch, rows: rows * columns, columns: outputs, maximumColumns: .max)
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let patches = TensorStorage(count: tile.rows.count * inner)
      for (line, position) in tile.rows.enumerated() {
        let (y, x) = position.quotientAndRemainder(dividingBy: columns)
        for ky in 0..<shape.kernel {
          for kx in 0..<shape.kernel {
            unsafe copyPixel(
              tile.sample, y * shape.stride + ky - shape.padding,
              x * shape.stride + kx - shape.padding,
              to: patches.base + line * inner + (ky * shape.kernel + kx) * inputs)
          }
        }
      }
      let offset = (tile.sample * tiling.rows + tile.rows.lowerBound) * outputs
      unsafe GEMM.multiply(
        patches.base, stride: inner, weight.base, stride: inner,
        into: result.base + offset, stride: outputs, m: tile.rows.count, n: outputs, k: inner)
      if let bias {
        unsafe Kernel.addBias(
          bias.base, to: result.base + offset, rows: tile.rows.count, columns: outputs,
          stride: outputs)
      }
    }
    return result
  }

  /// A transposed convolution whose output is `stride` times as large, phase by phase.
  ///
  /// Output pixels with the same place in their `stride × stride` block see the same taps: each such phase is
  /// a convolution of `(kernel / stride)²` taps. `phases` has for each, row-major, a matrix
  /// `[outputs, taps², inputs]` with taps in order of falling kernel index.
  package func convolvedTransposed(_ shape: ConvolutionShape, by phases: [Tensor], bias: Tensor)
    -> Tensor
  {
    let (height, width) = map
    let (stride, taps) = (shape.stride, shape.kernel / shape.stride)
    let (inputs, outputs) = (channels, bias.count)
    let inner = taps * taps * inputs
    let result = Tensor(uninitialized: [batch, height * stride, width * stride, outputs])
    let tiling = Tiling(
      samples: batch, rows: height * width, columns: outputs, maximumColumns: .max)
    Parallel.run(tiling.count) { index in
      let tile = tiling[index]
      let rows = tile.rows.count
      let patches = TensorStorage(count: rows * inner)
      let product = TensorStorage(count: rows * outputs)
      for (phase, weight) in phases.enumerated() {
        let (phaseY, phaseX) = phase.quotientAndRemainder(dividingBy: stride)
        // The input row under the lowest output tap: the kernel index rises as the row falls.
        let top = (phaseY + shape.padding) / stride - (taps - 1)
        let left = (phaseX + shape.padding) / stride - (taps - 1)
        for (line, position) in tile.rows.enumerated() {
          let (y, x) = position.quotientAndRemainder(dividingBy: width)
          for ty in 0..<taps {
            for tx in 0..<taps {
              unsafe copyPixel(
                tile.sample, y + top + ty, x + left + tx,
                to: patches.base + line * inner + (ty * taps + tx) * inputs)
            }
          }
        }
        unsafe GEMM.multiply(
          patches.base, stride: inner, weight.base, stride: inner, into: product.base,
          stride: outputs, m: rows, n: outputs, k: inner)
        unsafe Kernel.addBias(
          bias.base, to: product.base, rows: rows, columns: outputs, stride: outputs)
        for (line, position) in tile.rows.enumerated() {
          let (y, x) = position.quotientAndRemainder(dividingBy: width)
          let row = (tile.sample * height + y) * stride + phaseY
          let pixel = (row * width + x) * stride + phaseX
          unsafe (result.base + pixel * outputs)
            .update(from: product.base + line * outputs, count: outputs)
        }
      }
    }
    return result
  }

  /// Copies the channels of a pixel, or zeros where it lies outside.
  private func copyPixel(_ sample: Int, _ y: Int, _ x: Int, to place: UnsafeMutablePointer<Float>) {
    let (height, width) = map
    if y >= 0 && y < height && x >= 0 && x < width {
      let pixel = (sample * height + y) * width + x
      unsafe place.update(from: base + pixel * channels, count: channels)
    } else {
      unsafe place.update(repeating: 0, count: channels)
    }
  }

  /// A depthwise convolution with `weight` as `[kernel², channels]`.
  ///
  /// The border is `kernel / 2` wide: zeros, or the nearest pixels if `replicating`.
  package func convolvedDepthwise(
    kernel: Int, stride: Int = 1, by weight: Tensor, bias: Tensor?, replicating: Bool = false
  ) -> Tensor {
    let (height, width) = map
    precondition(weight.shape == [kernel * kernel, channels])
    let shape = ConvolutionShape(kernel: kernel, stride: stride, padding: kernel / 2)
    let (rows, columns) = (shape.outputExtent(height), shape.outputExtent(width))
    let result = Tensor(uninitialized: [batch, rows, columns, channels])
    Parallel.run(batch * rows, work: result.count * kernel) { line in
      let (sample, y) = line.quotientAndRemainder(dividingBy: rows)
      unsafe Kernel.depthwiseRow(
        base + sample * height * width * channels, into: result.base + line * columns * channels,
        height: height, width: width, channels: channels, kernel: kernel,
        top: y * stride - kernel / 2, stride: stride, outputWidth: columns, weight: weight.base,
        bias: bias?.base, replicating: replicating)
    }
    return result
  }
}
