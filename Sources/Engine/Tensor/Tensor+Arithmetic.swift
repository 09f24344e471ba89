extension Tensor {
  /// The largest count that one tile of an elementwise loop takes.
  private static let tile = 1 << 16

  /// Runs `body` on parts of `0..<count` that depend on the count alone.
  private static func forEachPart(_ count: Int, _ body: (Range<Int>) -> Void) {
    Parallel.run((count + tile - 1) / tile) { index in
      body(index * tile..<min(count, (index + 1) * tile))
    }
  }

  package static func + (x: Tensor, y: Tensor) -> Tensor { x.mixed(1, y, 1) }

  package static func - (x: Tensor, y: Tensor) -> Tensor { x.mixed(1, y, -1) }

  /// `a · self + b · other`; both have the same shape.
  package func mixed(_ a: Float, _ other: Tensor, _ b: Float) -> Tensor {
    precondition(shape == other.shape, "\(shape) and \(other.shape) do not match")
    let result = Tensor(uninitialized: shape)
    Self.forEachPart(count) { part in
      unsafe (result.base + part.lowerBound)
        .update(from: other.base + part.lowerBound, count: part.count)
      unsafe Kernel.mix(
        base + part.lowerBound, into: result.base + part.lowerBound, count: part.count, a, b)
    }
    return result
  }

  /// Element by element; one after the other, for the small tensors at the end of a network.
  package func divided(by other: Tensor) -> Tensor {
    precondition(shape == other.shape)
    let result = Tensor(uninitialized: shape)
    for index in 0..<count { unsafe result.base[index] = unsafe base[index] / other.base[index] }
    return result
  }

  package func activated(_ activation: Kernel.Activation) -> Tensor {
    let result = Tensor(uninitialized: shape)
    Self.forEachPart(count) { part in
      let y = unsafe result.base + part.lowerBound
      unsafe y.update(from: base + part.lowerBound, count: part.count)
      unsafe Kernel.activate(y, count: part.count, activation)
    }
    return result
  }

  /// Whether no element is infinite or no number.
  package var isFinite: Bool { unsafe Kernel.isFinite(base, count: count) }

  /// `body` of every element, one after the other.
  package func mapElements(_ body: (Float) -> Float) -> Tensor {
    let result = Tensor(uninitialized: shape)
    for index in 0..<count { unsafe result.base[index] = unsafe body(base[index]) }
    return result
  }
}
