import CKernels

/// The inner loops: the only place that calls the C kernels.
///
/// Rows are `columns` floats side by side; a stride is the distance of two rows in floats. Every
/// pointer spans `(rows - 1) * stride + columns` floats.
@safe package enum Kernel {
  typealias Input = UnsafePointer<Float>
  typealias Output = UnsafeMutablePointer<Float>

  /// A function applied to every element; GELU is the exact one, the leaky slope is 0.2.
  package enum Activation: Sendable {
    case gelu, quickGELU, silu, leakyReLU, sigmoid

    fileprivate var code: WurstActivation {
      switch self {
      case .gelu: WURST_GELU
      case .quickGELU: WURST_QUICK_GELU
      case .silu: WURST_SILU
      case .leakyReLU: WURST_LEAKY_RELU
      case .sigmoid: WURST_SIGMOID
      }
    }
  }

  /// The table of this CPU; it holds functions and a name and is never written.
  static nonisolated(unsafe) let table = unsafe wurst_kernels().pointee

  /// The CPU level in use: `baseline`, `v3`, `v4`, or `bf16`, which is v4 with bfloat16 products.
  package static let level = unsafe String(cString: table.name)

  /// Normalises rows to mean 0 and variance 1, then `· scale + shift`.
  static func layerNorm(
    _ x: Input, into y: Output, rows: Int, columns: Int, epsilon: Float, scale: Float = 1,
    shift: Float = 0
  ) {
    Tally.measure(.norms) {
      unsafe table.layer_norm(x, y, rows, columns, epsilon, scale, shift)
    }
  }

  static func layerNorm(
    _ x: Input, into y: Output, rows: Int, columns: Int, epsilon: Float, weight: Input, bias: Input
  ) {
    Tally.measure(.norms) {
      unsafe table.layer_norm_affine(x, y, rows, columns, epsilon, weight, bias)
    }
  }

  static func activate(_ x: Output, count: Int, _ activation: Activation) {
    Tally.measure(.norms) {
      unsafe table.activate(x, count, activation.code)
    }
  }

  static func addBias(_ bias: Input, to y: Output, rows: Int, columns: Int, stride: Int) {
    Tally.measure(.norms) {
      unsafe table.add_bias(y, rows, columns, stride, bias)
    }
  }

  static func activate(
    _ y: Output, rows: Int, columns: Int, stride: Int, bias: Input?, _ activation: Activation
  ) {
    Tally.measure(.norms) {
      unsafe table.bias_activate(y, rows, columns, stride, bias, activation.code)
    }
  }

  /// Adds the sum of squares of each column to `sums`.
  static func columnSquares(
    _ x: Input, rows: Int, columns: Int, stride: Int, addedTo sums: Output
  ) {
    Tally.measure(.norms) {
      unsafe table.column_squares(x, rows, columns, stride, sums)
    }
  }

  static func columnSums(_ x: Input, rows: Int, columns: Int, stride: Int, addedTo sums: Output) {
    Tally.measure(.norms) {
      unsafe table.column_sums(x, rows, columns, stride, sums)
    }
  }

  /// Writes `x · scale + shift` with a factor and a summand per column; `x` may be `y`.
  static func scaleShift(
    _ x: Input, into y: Output, rows: Int, columns: Int, scale: Input, shift: Input
  ) {
    Tally.measure(.norms) {
      unsafe table.scale_shift(x, y, rows, columns, scale, shift)
    }
  }

  /// Writes `x + gain · (y + bias)` to `y`.
  static func addResidual(
    _ x: Input, stride xStride: Int, to y: Output, stride: Int, rows: Int, columns: Int,
    bias: Input?, gain: Float = 1
  ) {
    Tally.measure(.norms) {
      unsafe table.residual(x, xStride, y, stride, rows, columns, bias, gain)
    }
  }

  /// Writes `a · x + b · y` to `y`.
  static func mix(_ x: Input, into y: Output, count: Int, _ a: Float, _ b: Float) {
    Tally.measure(.norms) {
      unsafe table.mix(x, y, count, a, b)
    }
  }

  /// Softmax of `x / temperature` over one row, in place.
  static func softmax(_ x: Output, count: Int, temperature: Float) {
    Tally.measure(.norms) {
      unsafe table.softmax(x, count, 1 / temperature)
    }
  }

  /// Writes one output row of a depthwise `kernel × kernel` convolution.
  ///
  /// `x` is `[height, width, channels]`, `weight` `[kernel², channels]`; `top` is the input row under the
  /// first tap and may lie outside, where zeros are, or the nearest pixels if `replicating`.
  static func depthwiseRow(
    _ x: Input, into y: Output, height: Int, width: Int, channels: Int, kernel: Int, top: Int,
    stride: Int, outputWidth: Int, weight: Input, bias: Input?, replicating: Bool
  ) {
    Tally.measure(.depthwise, operations: 2 * kernel * kernel * outputWidth * channels) {
      unsafe table.depthwise_row(
        x, y, height, width, channels, kernel, top, stride, outputWidth, weight, bias,
        replicating ? 1 : 0)
    }
  }

  static func argmax(_ x: Input, count: Int) -> Int {
    Tally.measure(.norms) { unsafe table.argmax(x, count) }
  }

  /// Draws from `softmax(x / temperature)`: the first label whose cumulative share exceeds `u`.
  ///
  /// `x` is overwritten.
  static func draw(_ x: Output, count: Int, temperature: Float, _ u: Float) -> Int {
    precondition(count <= WURST_LARGEST_DRAW)
    return Tally.measure(.norms) { unsafe table.draw(x, count, 1 / temperature, u) }
  }

  /// The index of the code nearest to `z`, the lowest of equals.
  ///
  /// `byDimension` is the codebook as `[dimensions, codes]`, `squares` the square norm of each code.
  static func nearest(
    _ z: Input, byDimension: Input, squares: Input, codes: Int, dimensions: Int
  ) -> Int {
    Tally.measure(.norms) {
      unsafe table.nearest(z, byDimension, squares, codes, dimensions)
    }
  }

  /// Whether no number is infinite or NaN; only with the exponent of those the sum reaches the sign.
  static func isFinite(_ x: Input, count: Int) -> Bool {
    var sums: UInt32 = 0
    for index in 0..<count {
      sums |= unsafe (x[index].bitPattern & 0x7fff_ffff) &+ 0x0080_0000
    }
    return sums >> 31 == 0
  }

  /// Writes values of 0…1 as bytes, rounded to nearest and clamped.
  static func bytes(_ x: Input, into bytes: UnsafeMutablePointer<UInt8>, count: Int) {
    unsafe table.to_bytes(x, bytes, count)
  }
}
