/// What a pickle can say, as far as model files are concerned.
///
/// Containers, storages and tensors are numbers of entries in the `PickleHeap`: values may be
/// shared and may contain themselves, and dropping a deep nest must not recurse.
enum PickleValue {
  case none
  case flag(Bool)
  case integer(Int64)
  case number(Double)
  case text(PickleText)
  case list(Int32)
  case tuple(Int32)
  /// Keys and values in turn.
  case dictionary(Int32)
  case global(PickleGlobal)
  case storage(Int32)
  case tensor(Int32)
  /// Something that is of no interest; it is never looked into.
  case opaque
}

/// A piece of the pickle itself, still to be decoded.
struct PickleText {
  let start: Int32
  let count: Int32
}

/// The names that mean something here; all others are `unknown`.
enum PickleGlobal {
  case dictionary
  case size
  case rebuildTensor
  case rebuildParameter
  case storage(ElementType)
  case unknown

  init(module: String, name: String) {
    self =
      switch (module, name) {
      case ("collections", "OrderedDict"), ("collections", "defaultdict"): .dictionary
      case ("torch", "Size"): .size
      case ("torch._utils", "_rebuild_tensor_v2"), ("torch._utils", "_rebuild_tensor"):
        .rebuildTensor
      case ("torch._utils", "_rebuild_parameter"): .rebuildParameter
      case ("torch", let name): Self.storages[name].map { .storage($0) } ?? .unknown
      default: .unknown
      }
  }

  private static let storages: [String: ElementType] = [
    "DoubleStorage": .f64, "FloatStorage": .f32, "HalfStorage": .f16, "BFloat16Storage": .bf16,
    "LongStorage": .i64, "IntStorage": .i32, "ShortStorage": .i16, "CharStorage": .i8,
    "ByteStorage": .u8, "BoolStorage": .bool,
  ]
}

/// A storage that a pickle refers to: `count` elements in the archive's member `data/key`.
struct PickleStorage {
  let type: ElementType
  let key: PickleText
  let count: Int64
}

/// A view of a storage, in elements, before anything is believed.
struct PickleTensor {
  let storage: Int32
  let offset: Int64
  let shape: [Int64]
  let strides: [Int64]
}

/// The containers, storages and tensors of a pickle, within a fixed amount of memory.
struct PickleHeap {
  private(set) var containers: [[PickleValue]] = []
  private(set) var storages: [PickleStorage] = []
  private(set) var tensors: [PickleTensor] = []
  private var spent = 0

  /// In bytes; the largest published checkpoint with optimiser states needs a fifth.
  private static let budget = 24 << 20

  struct Exhausted: Error {}

  mutating func container(_ values: some Collection<PickleValue>) throws(Exhausted) -> Int32 {
    try spend(96 + 32 * values.count)
    containers.append(Array(values))
    return Int32(containers.count - 1)
  }

  mutating func append(_ values: some Collection<PickleValue>, to id: Int32) throws(Exhausted) {
    try spend(32 * values.count)
    containers[Int(id)].append(contentsOf: values)
  }

  mutating func add(_ storage: PickleStorage) throws(Exhausted) -> Int32 {
    try spend(64)
    storages.append(storage)
    return Int32(storages.count - 1)
  }

  mutating func add(_ tensor: PickleTensor) throws(Exhausted) -> Int32 {
    try spend(512 + 16 * tensor.shape.count)
    tensors.append(tensor)
    return Int32(tensors.count - 1)
  }

  func items(_ id: Int32) -> [PickleValue] { containers[Int(id)] }

  private mutating func spend(_ bytes: Int) throws(Exhausted) {
    spent += bytes
    if spent > Self.budget { throw Exhausted() }
  }
}
