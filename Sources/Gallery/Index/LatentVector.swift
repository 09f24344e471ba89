import Engine

/// A latent in short: small enough to compare all pictures of a gallery.
struct LatentVector: Equatable {
  /// Latents of one kind alone can be compared: 1 for Würstchen's first version, 2 for its second.
  let kind: Int
  /// Each channel on a grid of `side`×`side`, the largest value being 127 or -127.
  let values: [Int8]

  /// Of the grid that every latent is averaged to, whatever the size of its picture.
  private static let side = 6

  init(kind: Int, values: [Int8]) {
    self.kind = kind
    self.values = values
  }

  init(_ trace: PictureTrace) {
    let latent = trace.latent
    let side = Self.side
    var grid = [Float](repeating: 0, count: latent.channels * side * side)
    for channel in 0..<latent.channels {
      for row in 0..<side {
        // Every cell has at least the value nearest to it.
        let rows = Self.part(row, of: latent.height)
        for column in 0..<side {
          let columns = Self.part(column, of: latent.width)
          var sum: Float = 0
          for y in rows {
            let start = (channel * latent.height + y) * latent.width
            for x in columns { sum += latent.values[start + x] }
          }
          grid[(channel * side + row) * side + column] = sum / Float(rows.count * columns.count)
        }
      }
    }
    let length = grid.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let largest = grid.map(abs).max() ?? 0
    // What is not finite, or nothing at all, is like nothing.
    guard length.isFinite, largest > 0 else {
      self.init(kind: 0, values: [])
      return
    }
    self.init(
      kind: trace.tokens == nil ? 2 : 1,
      values: grid.map { Int8(($0 / largest * 127).rounded()) })
  }

  private static func part(_ index: Int, of count: Int) -> Range<Int> {
    let start = min(index * count / side, count - 1)
    return start..<max(start + 1, (index + 1) * count / side)
  }

  /// The cosine of the angle between this and the values of another one, which has as many.
  func similarity(to other: UnsafeRawBufferPointer) -> Float {
    var (product, own, others) = (Int32(0), Int32(0), Int32(0))
    unsafe values.withUnsafeBytes { values in
      for place in 0..<min(values.count, other.count) {
        let a = unsafe Int32(Int8(bitPattern: values[place]))
        let b = unsafe Int32(Int8(bitPattern: other[place]))
        product &+= a &* b
        own &+= a &* a
        others &+= b &* b
      }
    }
    guard own > 0, others > 0 else { return -1 }
    return Float(product) / (Float(own) * Float(others)).squareRoot()
  }
}
