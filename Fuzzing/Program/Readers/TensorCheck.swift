import Engine

/// What must hold of tensors that were read.
enum TensorCheck {
  /// Reads every tensor of `source` as what it is.
  static func readAll(_ source: some TensorSource) throws {
    for key in source.keys {
      guard let shape = source.shape(of: key), let type = source.elementType(of: key) else {
        preconditionFailure("'\(key)' has no shape")
      }
      let count = shape.reduce(1, *)
      if let stored = source.stored(named: key) {
        check(stored.shape == shape)
        if !type.isFloatingPoint {
          let integers = try stored.integers()
          check(integers.count == count)
        }
      }
      guard type.isFloatingPoint else { continue }
      let tensor = try source.tensor(named: key)
      check(tensor.shape == shape && tensor.elements.count == count)
    }
  }
}
