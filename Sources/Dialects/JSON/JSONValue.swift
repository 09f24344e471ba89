/// JSON as a file has it: numbers keep their digits, and objects their order.
package indirect enum JSONValue: Equatable, Sendable {
  case object([Member])
  case array([JSONValue])
  case string(String)
  /// As it is written, also where it is `NaN` or `Infinity`, which Python writes.
  case number(String)
  case bool(Bool)
  case null

  package struct Member: Equatable, Sendable {
    package let name: String
    package let value: JSONValue
  }

  /// The member of this name, the last of several as for Python; nil where this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  package subscript(index: Int) -> JSONValue? {
    guard case .array(let values) = self, values.indices.contains(index) else { return nil }
    return values[index]
  }

  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  package var elements: [JSONValue] {
    if case .array(let values) = self { values } else { [] }
  }

  package var isObject: Bool { if case .object = self { true } else { false } }

  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A word or a number as text; nil for what has parts, and for null.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .object, .array, .null: nil
    }
  }
}
