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
