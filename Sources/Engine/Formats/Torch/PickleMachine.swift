/// Reads a pickle of protocol 2 to 5 as torch writes it (spec v1 §10.1), executing nothing.
///
/// Calls of known functions become tensors and dictionaries; all others become opaque values.
/// Memory is bounded whatever the pickle says.
struct PickleMachine {
  private(set) var heap = PickleHeap()
  private var bytes: PickleBytes
  private var stack: [PickleValue] = []
  private var marks: [Int] = []
  /// Python numbers its memos in order, so that a list will do.
  private var memo: [PickleValue] = []

  private static let maximumStack = 1 << 18
  private static let maximumMemo = 1 << 19

  /// A rule that a pickle breaks, as the end of a sentence.
  struct Fault: Error {
    let problem: String
    /// Whether no sound file is so.
    let isDamage: Bool

    init(_ problem: String, isDamage: Bool = true) {
      self.problem = problem
      self.isDamage = isDamage
    }
  }

  init(_ bytes: PickleBytes) { self.bytes = bytes }

  /// Runs to the end and returns the one value that the pickle stands for.
  mutating func run() throws(Fault) -> PickleValue {
    do {
      while try step(try bytes.byte()) {}
      return try pop()
    } catch let fault as Fault {
      throw fault
    } catch {
      throw Fault("its pickle describes more than a model can hold")
    }
  }

  func text(_ text: PickleText) throws(Fault) -> String { try bytes.text(text) }

  /// Executes one operation; false at the end.
  private mutating func step(_ operation: UInt8) throws -> Bool {
    switch operation {
    case 0x80:
      let version = try bytes.byte()
      guard (2...5).contains(version) else {
        throw Fault(
          "its pickle is of protocol \(version), and 2 to 5 are read; save it again",
          isDamage: false)
      }
    case 0x95: _ = try bytes.number(UInt64.self)
    case UInt8(ascii: "."): return false
    case UInt8(ascii: "}"): try push(.dictionary(heap.container([])))
    case UInt8(ascii: "]"): try push(.list(heap.container([])))
    case UInt8(ascii: ")"): try push(.tuple(heap.container([])))
    case UInt8(ascii: "("):
      guard marks.count < Self.maximumStack else { throw Fault("its pickle nests too deeply") }
      marks.append(stack.count)
    case UInt8(ascii: "N"): try push(.none)
    case 0x88: try push(.flag(true))
    case 0x89: try push(.flag(false))
    case UInt8(ascii: "K"): try push(.integer(Int64(bytes.byte())))
    case UInt8(ascii: "M"): try push(.integer(Int64(bytes.number(UInt16.self))))
    case UInt8(ascii: "J"): try push(.integer(Int64(bytes.number(Int32.self))))
    case 0x8a: try push(bytes.longInteger())
    case UInt8(ascii: "G"):
      try push(.number(Double(bitPattern: bytes.number(UInt64.self).byteSwapped)))
    case UInt8(ascii: "X"): try push(.text(bytes.skipText(UInt32.self)))
    case 0x8c: try push(.text(bytes.skipText(UInt8.self)))
    case 0x8d: try push(.text(bytes.skipText(UInt64.self)))
    case UInt8(ascii: "C"): try pushBytes(UInt8.self)
    case UInt8(ascii: "B"): try pushBytes(UInt32.self)
    case 0x8e, 0x96: try pushBytes(UInt64.self)
    case 0x8f: try push(.opaque)
    case 0x90: try extend(popToMark())
    case 0x91:
      _ = try popToMark()
      try push(.opaque)
    case UInt8(ascii: "c"): try push(.global(bytes.global()))
    case 0x93:
      let name = try pop()
      try push(.global(global(module: pop(), name: name)))
    case UInt8(ascii: "q"): try remember(Int(bytes.byte()))
    case 0x94: try remember(memo.count)
    case UInt8(ascii: "r"): try remember(Int(bytes.number(UInt32.self)))
    case UInt8(ascii: "h"): try recall(Int(bytes.byte()))
    case UInt8(ascii: "j"): try recall(Int(bytes.number(UInt32.self)))
    case 0x85, 0x86, 0x87: try makeTuple(of: Int(operation) - 0x84)
    case UInt8(ascii: "t"): try push(.tuple(heap.container(popToMark())))
    case UInt8(ascii: "a"): try extend([pop()])
    case UInt8(ascii: "e"): try extend(popToMark())
    case UInt8(ascii: "s"):
      let value = try pop()
      try extend([pop(), value])
    case UInt8(ascii: "u"): try extend(popToMark())
    case UInt8(ascii: "b"): _ = try pop()
    case UInt8(ascii: "Q"): try push(persistent(pop()))
    case UInt8(ascii: "R"), 0x81:
      let arguments = try pop()
      try push(call(pop(), arguments))
    case 0x92:
      // The arguments with names say nothing of tensors.
      _ = try pop()
      let arguments = try pop()
      try push(call(pop(), arguments))
    default:
      throw Fault("its pickle has the unknown operation 0x\(String(operation, radix: 16))")
    }
    return true
  }

  private mutating func push(_ value: PickleValue) throws(Fault) {
    guard stack.count < Self.maximumStack else {
      throw Fault("its pickle holds more at once than a model needs")
    }
    stack.append(value)
  }

  /// Bytes mean nothing here.
  private mutating func pushBytes(
    _ length: (some FixedWidthInteger & UnsignedInteger).Type
  ) throws(Fault) {
    _ = try bytes.skipText(length)
    try push(.opaque)
  }

  private mutating func pop() throws(Fault) -> PickleValue {
    guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
      throw Fault("its pickle takes more than it made")
    }
    return value
  }

  private mutating func popToMark() throws(Fault) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw Fault("its pickle has an end without begin") }
    let values = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return values
  }

  private mutating func makeTuple(of count: Int) throws {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw Fault("its pickle takes more than it made")
    }
    let tuple = try heap.container(stack.suffix(count))
    stack.removeLast(count)
    try push(.tuple(tuple))
  }

  /// Adds `values` to the container on top of the stack.
  private mutating func extend(_ values: [PickleValue]) throws {
    guard let target = stack.last, stack.count > marks.last ?? 0 else {
      throw Fault("its pickle adds to nothing")
    }
    switch target {
    case .list(let id): try heap.append(values, to: id)
    case .dictionary(let id):
      guard values.count.isMultiple(of: 2) else { throw Fault("its pickle has half an entry") }
      try heap.append(values, to: id)
    case .opaque: break
    default: throw Fault("its pickle adds to what is no container")
    }
  }

  private mutating func remember(_ index: Int) throws(Fault) {
    guard let value = stack.last, index < Self.maximumMemo else {
      throw Fault("its pickle remembers the impossible entry \(index)")
    }
    while memo.count <= index { memo.append(.opaque) }
    memo[index] = value
  }

  private mutating func recall(_ index: Int) throws(Fault) {
    guard index < memo.count else { throw Fault("its pickle recalls what it never had") }
    try push(memo[index])
  }
}

/// What torch's functions mean.
extension PickleMachine {
  private func arguments(_ value: PickleValue) throws(Fault) -> [PickleValue] {
    guard case .tuple(let id) = value else { throw Fault("its pickle calls without arguments") }
    return heap.items(id)
  }

  private func global(module: PickleValue, name: PickleValue) throws(Fault) -> PickleGlobal {
    guard case .text(let module) = module, case .text(let name) = name,
      max(module.count, name.count) <= PickleBytes.longestName
    else { throw Fault("its pickle names a function in an impossible way") }
    return PickleGlobal(module: try text(module), name: try text(name))
  }

  /// Resolves `("storage", class, key, device, count)`.
  private mutating func persistent(_ id: PickleValue) throws -> PickleValue {
    let parts = try arguments(id)
    guard parts.count >= 5, case .text(let kind) = parts[0], case .global(let type) = parts[1],
      case .text(let key) = parts[2], case .integer(let count) = parts[4],
      kind.count == 7, try text(kind) == "storage"
    else { throw Fault("its pickle refers to data in an unknown way") }
    guard case .storage(let element) = type else { return .opaque }
    return .storage(try heap.add(PickleStorage(type: element, key: key, count: count)))
  }

  private mutating func call(_ function: PickleValue, _ value: PickleValue) throws -> PickleValue {
    guard case .global(let global) = function else { return .opaque }
    let arguments = try arguments(value)
    switch global {
    case .dictionary: return .dictionary(try heap.container(entries(arguments)))
    case .size:
      guard let first = arguments.first else { throw Fault("its pickle has a size of nothing") }
      return first
    case .rebuildTensor: return try tensor(arguments)
    case .rebuildParameter:
      guard case .tensor? = arguments.first else { return .opaque }
      return arguments[0]
    case .storage, .unknown: return .opaque
    }
  }

  /// The entries of a dictionary that is made from a list of pairs, or from nothing.
  private func entries(_ arguments: [PickleValue]) throws(Fault) -> [PickleValue] {
    guard case .list(let id)? = arguments.first else { return [] }
    var entries: [PickleValue] = []
    for pair in heap.items(id) {
      let parts: [PickleValue] =
        switch pair {
        case .tuple(let id), .list(let id): heap.items(id).count == 2 ? heap.items(id) : []
        default: []
        }
      guard parts.count == 2 else { throw Fault("its pickle has half an entry") }
      entries += parts
    }
    return entries
  }

  private mutating func tensor(_ arguments: [PickleValue]) throws -> PickleValue {
    guard arguments.count >= 4 else { throw Fault("its pickle has an incomplete tensor") }
    if case .opaque = arguments[0] { return .opaque }
    guard case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1]
    else { throw Fault("its pickle has a tensor without data") }
    return .tensor(
      try heap.add(
        PickleTensor(
          storage: storage, offset: offset, shape: integers(arguments[2]),
          strides: integers(arguments[3]))))
  }

  private func integers(_ value: PickleValue) throws(Fault) -> [Int64] {
    let values: [PickleValue] =
      switch value {
      case .tuple(let id), .list(let id): heap.items(id)
      default: throw Fault("its pickle has a tensor without a shape")
      }
    guard values.count <= TorchView.maximumRank else {
      throw Fault("its pickle has a tensor of \(values.count) axes")
    }
    var integers: [Int64] = []
    for value in values {
      guard case .integer(let integer) = value else {
        throw Fault("its pickle has a tensor without a shape")
      }
      integers.append(integer)
    }
    return integers
  }
}
