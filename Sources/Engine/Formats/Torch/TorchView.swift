import Files

/// A tensor in a torch file: a view of a storage, checked to lie inside it.
struct TorchView {
  let type: ElementType
  let shape: [Int]
  private let strides: [Int]
  private let file: MappedFile
  /// Where the first element is, in bytes from the beginning of the file.
  private let start: Int

  static let maximumRank = 16

  /// Views may repeat elements; up to here they may be larger than what they repeat.
  private static let maximumRepeats = 1 << 20

  /// - Parameter storage: the bytes of the archive's member that `tensor` refers to.
  init(
    _ tensor: PickleTensor, of type: ElementType, count: Int64, in storage: Range<Int>,
    file: MappedFile
  ) throws(PickleMachine.Fault) {
    guard let elements = Int(exactly: count), elements >= 0,
      elements <= storage.count / type.width
    else {
      throw .init(
        "a storage of \(storage.count) bytes is said to hold \(count) \(type.rawValue) elements")
    }
    let shape = tensor.shape.compactMap { Int(exactly: $0) }
    let strides = tensor.strides.compactMap { Int(exactly: $0) }
    guard shape.count == strides.count, let offset = Int(exactly: tensor.offset), offset >= 0,
      (shape + strides).allSatisfy({ $0 >= 0 }), let total = Self.product(shape)
    else { throw .init("a tensor has the impossible shape \(shape), strides \(strides)") }
    if total > 0 {
      guard let last = Self.last(offset, shape, strides), last < elements else {
        throw .init("a tensor of shape \(shape) reaches beyond its \(elements) elements")
      }
      guard total <= max(elements, Self.maximumRepeats) else {
        throw .init("a tensor of shape \(shape) repeats its \(elements) elements too often")
      }
    }
    self.type = type
    self.shape = shape
    self.strides = strides
    self.file = file
    start = total > 0 ? storage.lowerBound + offset * type.width : storage.lowerBound
  }

  private static func product(_ shape: [Int]) -> Int? {
    var product = 1
    for extent in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: max(extent, 1))
      if overflow { return nil }
      product = next
    }
    return shape.contains(0) ? 0 : product
  }

  /// The place of the last element; nil when it is too large for a number.
  private static func last(_ offset: Int, _ shape: [Int], _ strides: [Int]) -> Int? {
    var place = offset
    for (extent, stride) in zip(shape, strides) {
      let (step, tooFar) = (extent - 1).multipliedReportingOverflow(by: stride)
      let (next, overflow) = place.addingReportingOverflow(step)
      if tooFar || overflow { return nil }
      place = next
    }
    return place
  }

  private var count: Int { shape.reduce(1, *) }

  private var isRowMajor: Bool {
    var step = 1
    for (extent, stride) in zip(shape, strides).reversed() where extent != 1 {
      if stride != step { return false }
      step *= extent
    }
    return true
  }

  /// The tensor as it lies in the file; nil when its elements are not in row-major order.
  func stored(_ key: String) -> StoredTensor? {
    guard count == 0 || isRowMajor else { return nil }
    return StoredTensor(
      key: key, type: type, shape: shape, file: file, bytes: start..<start + count * type.width)
  }

  func tensor(_ key: String) throws(LoadingError) -> Tensor {
    if let stored = stored(key) { return try stored.tensor() }
    switch type {
    case .f32: return gather(UInt32.self) { Float(bitPattern: $0) }
    case .f16: return gather(UInt16.self) { Self.widened(half: $0) }
    case .bf16: return gather(UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
    case .f64: return gather(UInt64.self) { Float(Double(bitPattern: $0)) }
    default:
      throw .wrongType(
        key: key, wanted: "F32, F16, BF16 or F64", found: type.rawValue, source: file.path.text)
    }
  }

  func integers(_ key: String) throws(LoadingError) -> [Int64] {
    if let stored = stored(key) { return try stored.integers() }
    switch type {
    case .i64: return list(Int64.self)
    case .i32: return list(Int32.self)
    case .i16: return list(Int16.self)
    case .i8: return list(Int8.self)
    case .u8, .bool: return list(UInt8.self)
    default:
      throw .wrongType(key: key, wanted: "integers", found: type.rawValue, source: file.path.text)
    }
  }

  private func gather<Bits: FixedWidthInteger>(
    _: Bits.Type, _ convert: (Bits) -> Float
  ) -> Tensor {
    var tensor = Tensor(uninitialized: shape)
    unsafe tensor.withMutableElements { floats in
      var index = 0
      visit(Bits.self) {
        unsafe floats[index] = convert($0)
        index += 1
      }
    }
    return tensor
  }

  private func list<Integer: FixedWidthInteger>(_: Integer.Type) -> [Int64] {
    var list: [Int64] = []
    list.reserveCapacity(count)
    visit(Integer.self) { list.append(Int64($0)) }
    return list
  }

  /// Calls `body` with every element in row-major order; the tensor has at least one axis.
  @inline(__always)
  private func visit<Bits: FixedWidthInteger>(_: Bits.Type, _ body: (Bits) -> Void) {
    let inner = shape[shape.count - 1]
    let step = strides[shape.count - 1] * type.width
    let reach = 1 + zip(shape, strides).reduce(0) { $0 + ($1.0 - 1) * $1.1 }
    unsafe file.withBytes(start..<start + reach * type.width) { bytes in
      var index = Array(repeating: 0, count: shape.count)
      for _ in 0..<count / inner {
        var place = 0
        for axis in 0..<shape.count - 1 { place += index[axis] * strides[axis] }
        place *= type.width
        for _ in 0..<inner {
          body(Bits(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: place, as: Bits.self)))
          place += step
        }
        for axis in (0..<shape.count - 1).reversed() {
          index[axis] += 1
          if index[axis] < shape[axis] { break }
          index[axis] = 0
        }
      }
    }
  }

  /// Half precision by arithmetic: 5 bits of exponent, 10 of fraction, subnormals below 2⁻¹⁴.
  private static func widened(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7fff)
    switch magnitude {
    case 0x7c00...: return Float(bitPattern: sign | 0x7f80_0000 | (magnitude & 0x3ff) << 13)
    case 0x0400...: return Float(bitPattern: sign | (magnitude << 13) + 0x3800_0000)
    default:
      let value = Float(magnitude) * 0x1p-24
      return sign == 0 ? value : -value
    }
  }
}
