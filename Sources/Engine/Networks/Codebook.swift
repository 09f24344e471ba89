/// The code vectors of Stage A and the search for the nearest of them (spec v1 §5).
package struct Codebook: Sendable {
  package let codes: Int
  package let dimensions: Int
  private let derived: Derived<Table>

  /// The vectors in the forms in which they are looked up and searched.
  struct Table: Sendable {
    let codes: Int
    let dimensions: Int
    /// The vectors, `[codes, dimensions]`.
    let vectors: Tensor
    private let byDimension: Tensor
    private let squares: Tensor

    fileprivate init(_ vectors: Tensor) {
      let (codes, dimensions) = (vectors.shape[0], vectors.shape[1])
      self.codes = codes
      self.dimensions = dimensions
      self.vectors = vectors
      byDimension = vectors.transposedMatrix()
      let elements = vectors.elements
      squares = Tensor(
        [codes],
        (0..<codes).map { code in
          elements[code * dimensions..<(code + 1) * dimensions].reduce(0) { $0 + $1 * $1 }
        })
    }

    /// The code nearest to the vector at `z`.
    func nearest(_ z: UnsafePointer<Float>) -> Int {
      unsafe Kernel.nearest(
        z, byDimension: byDimension.base, squares: squares.base, codes: codes,
        dimensions: dimensions)
    }
  }

  /// Binds `weight`.
  package init(codes: Int, dimensions: Int, weights: Weights) throws(LoadingError) {
    self.codes = codes
    self.dimensions = dimensions
    let weight = try weights.weight("weight", [codes, dimensions])
    derived = Derived(of: [weight]) { Table(weight.tensor) }
  }

  var table: Table { derived.value }

  /// The vectors of tokens, `[batch, height, width, dimensions]`.
  package func vectors(_ tokens: [TokenGrid]) -> Tensor {
    let table = table.vectors
    let (height, width) = (tokens[0].height, tokens[0].width)
    let result = Tensor(uninitialized: [tokens.count, height, width, dimensions])
    for (position, code) in tokens.lazy.flatMap(\.codes).enumerated() {
      precondition(code >= 0 && code < codes, "no code \(code)")
      unsafe (result.base + position * dimensions)
        .update(from: table.base + Int(code) * dimensions, count: dimensions)
    }
    return result
  }

  /// The nearest codes of `z` `[batch, height, width, dimensions]`.
  ///
  /// `loss` is the mean square distance, which is both the codebook and the commitment loss.
  package func quantise(_ z: Tensor) -> (tokens: [TokenGrid], vectors: Tensor, loss: Float) {
    let table = table
    let (height, width) = z.map
    let found = CodeBuffer(count: z.count / dimensions)
    let tiling = Tiling(rows: found.count, columns: 1)
    Parallel.run(tiling.count) { index in
      for row in tiling[index].rows { found[row] = unsafe table.nearest(z.base + row * dimensions) }
    }
    let tokens = found.grids(height: height, width: width)
    let chosen = vectors(tokens)
    var sum = 0.0
    for index in 0..<z.count {
      let distance = unsafe Double(z.base[index] - chosen.base[index])
      sum += distance * distance
    }
    return (tokens, chosen, Float(sum / Double(max(1, z.count))))
  }
}

/// Codes that tiles write side by side.
///
/// `@unchecked Sendable` holds because every tile writes its own indices, and reading comes after.
@safe final class CodeBuffer: @unchecked Sendable {
  let count: Int
  private let codes: UnsafeMutablePointer<Int32>

  init(count: Int) {
    self.count = count
    unsafe codes = .allocate(capacity: count)
    unsafe codes.initialize(repeating: 0, count: count)
  }

  deinit { unsafe codes.deallocate() }

  subscript(index: Int) -> Int {
    get {
      precondition(index >= 0 && index < count)
      return unsafe Int(codes[index])
    }
    set {
      precondition(index >= 0 && index < count)
      unsafe codes[index] = Int32(newValue)
    }
  }

  var all: [Int32] { unsafe Array(UnsafeBufferPointer(start: codes, count: count)) }

  /// The codes as grids of one size, one after the other.
  func grids(height: Int, width: Int) -> [TokenGrid] {
    precondition(count % (height * width) == 0)
    return (0..<count / (height * width)).map { grid in
      let first = unsafe codes + grid * height * width
      let codes = unsafe Array(UnsafeBufferPointer(start: first, count: height * width))
      return TokenGrid(height: height, width: width, codes: codes)
    }
  }
}
