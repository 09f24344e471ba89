/// A number, text or truth value beside the tensors of a checkpoint.
package enum TorchScalar: Equatable, Sendable {
  case integer(Int64)
  case number(Double)
  case text(String)
  case flag(Bool)
}

/// What a pickle says, flattened: nested names are joined by points, places in lists are numbers.
struct TorchContent {
  /// Tensors and their names below an entry of the outermost dictionary; "" for those in it.
  private(set) var parts: [String: [String: Int32]] = [:]
  private(set) var scalars: [String: TorchScalar] = [:]

  private let machine: PickleMachine
  private var visits = 0
  private var nameBytes = 0

  private static let maximumDepth = 24
  /// Shared values count each time they occur.
  private static let maximumVisits = 1 << 17
  private static let maximumNameBytes = 16 << 20

  init(_ root: PickleValue, of machine: PickleMachine) throws(PickleMachine.Fault) {
    self.machine = machine
    guard case .dictionary(let id) = root else {
      throw .init(
        "it holds no dictionary of tensors but something else, such as a whole model; save its "
          + "state_dict()", isDamage: false)
    }
    let entries = machine.heap.items(id)
    for index in stride(from: 0, to: entries.count, by: 2) {
      guard let name = try name(entries[index]) else { continue }
      if case .tensor = entries[index + 1] {
        try add(entries[index + 1], part: "", path: name, depth: 1)
      } else {
        try add(entries[index + 1], part: name, path: "", depth: 1)
      }
    }
  }

  private func name(_ key: PickleValue) throws(PickleMachine.Fault) -> String? {
    switch key {
    case .text(let text): try machine.text(text)
    case .integer(let number): String(number)
    default: nil
    }
  }

  private mutating func add(
    _ value: PickleValue, part: String, path: String, depth: Int
  ) throws(PickleMachine.Fault) {
    visits += 1
    nameBytes += part.utf8.count + path.utf8.count
    guard depth < Self.maximumDepth, visits < Self.maximumVisits,
      nameBytes < Self.maximumNameBytes
    else { throw .init("its pickle nests too deeply or contains itself") }
    switch value {
    case .tensor(let id):
      guard parts[part, default: [:]].updateValue(id, forKey: path) == nil else {
        throw .init("it names tensor '\(path)' twice")
      }
    case .dictionary(let id):
      let entries = machine.heap.items(id)
      for index in stride(from: 0, to: entries.count, by: 2) {
        guard let name = try name(entries[index]) else { continue }
        try add(entries[index + 1], part: part, path: Self.join(path, name), depth: depth + 1)
      }
    case .list(let id), .tuple(let id):
      for (index, item) in machine.heap.items(id).enumerated() {
        try add(item, part: part, path: Self.join(path, String(index)), depth: depth + 1)
      }
    case .integer(let integer): scalars[Self.join(part, path)] = .integer(integer)
    case .number(let number): scalars[Self.join(part, path)] = .number(number)
    case .flag(let flag): scalars[Self.join(part, path)] = .flag(flag)
    case .text(let text):
      nameBytes += Int(text.count)
      scalars[Self.join(part, path)] = .text(try machine.text(text))
    case .none, .global, .storage, .opaque: break
    }
  }

  static func join(_ place: String, _ name: String) -> String {
    place.isEmpty ? name : name.isEmpty ? place : place + "." + name
  }
}
