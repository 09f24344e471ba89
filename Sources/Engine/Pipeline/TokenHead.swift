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
    try unsafe codes(guided(features)) { rows, logits, codes in
      for row in rows {
        let line = unsafe logits + (row - rows.lowerBound) * weight.rows
        codes[row] = unsafe sample(line, weight.rows, uniform.isEmpty ? 0 : uniform[row])
      }
    }
  }

  /// The likeliest tokens, and the mean of all vectors under the probabilities of their tokens, with a
  /// temperature of 1.
  ///
  /// - Returns: the tokens, and the vectors as `[batch, height, width, dimensions]`.
  /// - Throws: as for tokens that are sampled.
  func expected(_ features: Tensor) throws -> (tokens: [Int32], vectors: Tensor) {
    let mixed = guided(features)
    let (height, width) = mixed.map
    let (labels, dimensions) = (weight.rows, codebook.dimensions)
    let vectors = Tensor(uninitialized: [mixed.batch, height, width, dimensions])
    let tokens = try unsafe codes(mixed) { rows, logits, codes in
      for row in rows {
        let line = unsafe logits + (row - rows.lowerBound) * labels
        codes[row] = unsafe Kernel.argmax(line, count: labels)
        unsafe Kernel.softmax(line, count: labels, temperature: 1)
      }
      unsafe mean(
        logits, count: rows.count, into: vectors.base + rows.lowerBound * dimensions)
    }
    return (tokens, vectors)
  }

  /// Has `choose` write the codes of a tile of rows from their logits, which it may change.
  ///
  /// - Throws: `CancellationError`, or `NumbersError` when logits are not finite.
  private func codes(
    _ features: Tensor,
    _ choose: @Sendable (Range<Int>, UnsafeMutablePointer<Float>, CodeBuffer) -> Void
  ) throws -> [Int32] {
    let count = features.count / features.channels
    let labels = weight.rows
    let product = Product([.init(Operand(features), weight)])
    let codes = CodeBuffer(count: count)
    let tiling = Tiling(rows: count, columns: 1, maximumRows: Self.tileRows, rowUnit: 6)
    Parallel.run(tiling.count) { index in
      let rows = tiling[index].rows
      let logits = TensorStorage(count: rows.count * labels)
      unsafe product.compute(rows, 0..<labels, into: logits.base, stride: labels)
      guard unsafe Kernel.isFinite(logits.base, count: rows.count * labels) else {
        for row in rows { codes[row] = Self.none }
        return
      }
      unsafe choose(rows, logits.base, codes)
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
      let vector = TensorStorage(count: codebook.dimensions)
      unsafe mean(logits, count: 1, into: vector.base)
      return unsafe codebook.nearest(vector.base)
    }
  }

  /// The means of all vectors under the probabilities of `count` rows.
  private func mean(
    _ probabilities: UnsafePointer<Float>, count: Int, into vectors: UnsafeMutablePointer<Float>
  ) {
    unsafe GEMM.multiply(
      probabilities, stride: weight.rows, codebook.vectors.base, stride: codebook.dimensions,
      transposed: false, into: vectors, stride: codebook.dimensions, m: count,
      n: codebook.dimensions, k: weight.rows)
  }
}
