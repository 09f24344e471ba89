import Recipes

/// Turns features into tokens, tile by tile: the logits of all tokens never exist at once.
struct TokenHead {
  /// From features to logits, `[num_labels, c_out]`.
  let weight: Matrix
  let codebook: Codebook.Table
  let sampler: TokenSampler
  let temperature: Float
  /// When set, the second half of the features is that of the empty condition.
  let guidance: Float?

  /// Stands for a code that no logits tell.
  private static let none = -1

  /// Rows whose logits fit the second-level cache together.
  private static let tileRows = 60

  /// - Parameters:
  ///   - features: `[batch, height, width, c_out]`, twice the samples if guided.
  ///   - uniform: one number in [0, 1) per token for `multinomial`, else empty.
  /// - Throws: `CancellationError`, or `NumbersError` when logits are not finite.
  func callAsFunction(_ features: Tensor, uniform: [Float]) throws -> [Int32] {
    let mixed = guided(features)
    let count = mixed.count / mixed.channels
    let labels = weight.rows
    let product = Product([.init(Operand(mixed), weight)])
    let codes = CodeBuffer(count: count)
    let tiling = Tiling(rows: count, columns: 1, maximumRows: Self.tileRows, rowUnit: 6)
    Parallel.run(tiling.count) { index in
      let rows = tiling[index].rows
      let logits = TensorStorage(count: rows.count * labels)
      unsafe product.compute(rows, 0..<labels, into: logits.base, stride: labels)
      for row in rows {
        let line = unsafe logits.base + (row - rows.lowerBound) * labels
        guard unsafe Kernel.isFinite(line, count: labels) else {
          codes[row] = Self.none
          continue
        }
        codes[row] = unsafe sample(line, labels, uniform.isEmpty ? 0 : uniform[row])
      }
    }
    try Compute.check()
    let all = codes.all
    if all.contains(Int32(Self.none)) {
      throw NumbersError(part: .stageB, precision: Compute.current.precision)
    }
    return all
  }

  /// The features whose logits are the guided ones: the head is linear, so what holds for logits holds
  /// for its input, at half the products.
  private func guided(_ features: Tensor) -> Tensor {
    guard let guidance else { return features }
    let half = features.batch / 2
    return features.samples(0..<half)
      .mixed(guidance, features.samples(half..<features.batch), 1 - guidance)
  }

  private func sample(_ logits: UnsafeMutablePointer<Float>, _ labels: Int, _ u: Float) -> Int {
    switch sampler {
    case .argmax: return unsafe Kernel.argmax(logits, count: labels)
    case .multinomial:
      return unsafe Kernel.draw(logits, count: labels, temperature: temperature, u)
    case .quant:
      unsafe Kernel.softmax(logits, count: labels, temperature: temperature)
      return unsafe nearestToMean(logits, labels)
    }
  }

  /// The code nearest to the mean of all codes under the probabilities.
  private func nearestToMean(_ probabilities: UnsafePointer<Float>, _ labels: Int) -> Int {
    let mean = TensorStorage(count: codebook.dimensions)
    unsafe GEMM.multiply(
      probabilities, stride: labels, codebook.vectors.base, stride: codebook.dimensions,
      transposed: false, into: mean.base, stride: codebook.dimensions, m: 1,
      n: codebook.dimensions, k: labels)
    return unsafe codebook.nearest(mean.base)
  }
}
