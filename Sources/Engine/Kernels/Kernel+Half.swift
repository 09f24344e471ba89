import CKernels
import Recipes

/// The kernels of products with packed weights, and of bfloat16 rows.
///
/// A bfloat16 row's stride counts numbers, and a row of an odd count ends in a zero.
extension Kernel {
  typealias HalfInput = UnsafePointer<UInt16>
  typealias HalfOutput = UnsafeMutablePointer<UInt16>

  /// The result columns that one panel of packed weights makes, but for the last.
  static let panelWidth = Int(WURST_PANEL)

  /// Whether the CPU multiplies bfloat16 numbers without widening them.
  static let multipliesHalf = unsafe table.half.is_native == 1

  /// Whether products of 32-bit floats with packed weights are faster than a library's.
  static let hasSingleTiles = unsafe table.half.has_tiles == 1

  /// The bytes of the panel that `rows` rows of `inner` weights pack to.
  static func panelBytes(rows: Int, inner: Int, _ precision: Precision) -> Int {
    let steps = precision == .bf16 ? (inner + 1) / 2 : inner
    return 4 * steps * wurst_whole_vectors(rows)
  }

  /// Packs `rows` rows of a weight, at most `panelWidth`.
  static func pack(
    _ weight: Input, stride: Int, rows: Int, inner: Int, into panel: UnsafeMutableRawPointer,
    _ precision: Precision
  ) {
    switch precision {
    case .fp32:
      let floats = unsafe panel.assumingMemoryBound(to: Float.self)
      Tally.measure(.movement) {
        unsafe table.half.single_pack(weight, stride, rows, inner, floats)
      }
    case .bf16:
      let halves = unsafe panel.assumingMemoryBound(to: UInt16.self)
      Tally.measure(.movement) { unsafe table.half.pack(weight, stride, rows, inner, halves) }
    }
  }

  /// Writes `a · panelᵀ` to `c`, or adds it if `accumulate`.
  static func multiply(
    _ a: Input, stride lda: Int, rows: Int, panel: Input, inner: Int, into c: Output,
    stride ldc: Int, columns: Int, accumulate: Bool
  ) {
    Tally.measure(.products, operations: 2 * rows * inner * columns) {
      unsafe table.half.single_multiply(
        a, lda, rows, panel, inner, c, ldc, columns, accumulate ? 1 : 0)
    }
  }

  static func multiply(
    _ a: HalfInput, stride lda: Int, rows: Int, panel: HalfInput, inner: Int, into c: Output,
    stride ldc: Int, columns: Int, accumulate: Bool
  ) {
    Tally.measure(.products, operations: 2 * rows * inner * columns) {
      unsafe table.half.multiply(a, lda, rows, panel, inner, c, ldc, columns, accumulate ? 1 : 0)
    }
  }

  static func round(
    _ x: Input, stride xStride: Int, into y: HalfOutput, stride: Int, rows: Int, columns: Int
  ) {
    Tally.measure(.movement) { unsafe table.half.round(x, xStride, y, stride, rows, columns) }
  }

  static func widen(_ x: HalfInput, into y: Output, count: Int) {
    Tally.measure(.movement) { unsafe wurst_widen_bf16(x, y, count) }
  }

  /// Normalises rows to mean 0 and variance 1, then `· scale + shift`.
  static func layerNorm(
    _ x: Input, into y: HalfOutput, stride: Int, rows: Int, columns: Int, epsilon: Float,
    scale: Float, shift: Float
  ) {
    Tally.measure(.norms) {
      unsafe table.half.layer_norm(x, y, stride, rows, columns, epsilon, scale, shift)
    }
  }

  static func layerNorm(
    _ x: Input, into y: HalfOutput, stride: Int, rows: Int, columns: Int, epsilon: Float,
    weight: Input, bias: Input
  ) {
    Tally.measure(.norms) {
      unsafe table.half.layer_norm_affine(x, y, stride, rows, columns, epsilon, weight, bias)
    }
  }

  /// Writes `GELU(x + bias)`, and adds its squares by column to `sums` if given.
  static func gelu(
    _ x: Input, stride xStride: Int, into y: HalfOutput, stride: Int, rows: Int, columns: Int,
    bias: Input, squaresAddedTo sums: Output? = nil
  ) {
    Tally.measure(.norms) {
      if let sums = unsafe sums {
        unsafe table.half.gelu_squares(x, xStride, y, stride, rows, columns, bias, sums)
      } else {
        unsafe table.half.gelu(x, xStride, y, stride, rows, columns, bias)
      }
    }
  }

  /// `x · scale + shift` with a factor and a summand per column, in place.
  static func scaleShift(
    _ x: HalfOutput, stride: Int, rows: Int, columns: Int, scale: Input, shift: Input
  ) {
    Tally.measure(.norms) {
      unsafe table.half.scale_shift(x, stride, rows, columns, scale, shift)
    }
  }
}
