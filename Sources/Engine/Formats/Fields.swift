/// A member of a JSON file with an impossible value; `problem` follows `field` in a sentence.
struct FieldFault: Error {
  let field: String
  let problem: String
}

/// The members of one JSON object, read with the range that each may have.
struct Fields<Key: CodingKey> {
  private let container: KeyedDecodingContainer<Key>
  private let path: [any CodingKey]

  init(_ decoder: any Decoder, _: Key.Type = Key.self) throws {
    container = try decoder.container(keyedBy: Key.self)
    path = decoder.codingPath
  }

  func read<Value: Decodable>(_ key: Key, default value: Value? = nil) throws -> Value {
    if let value { return try container.decodeIfPresent(Value.self, forKey: key) ?? value }
    return try container.decode(Value.self, forKey: key)
  }

  func readOptional<Value: Decodable>(_ key: Key) throws -> Value? {
    try container.decodeIfPresent(Value.self, forKey: key)
  }

  func read<Value: Decodable & Comparable>(
    _ key: Key, in range: ClosedRange<Value>, default value: Value? = nil
  ) throws -> Value {
    let value = try read(key, default: value)
    try require(
      range.contains(value), key, "is \(value), outside \(range.lowerBound)…\(range.upperBound)")
    return value
  }

  /// Reads a list whose every element lies in `range` and whose length lies in `count`.
  func readList(
    _ key: Key, in range: ClosedRange<Int>, count: ClosedRange<Int>, default list: [Int]? = nil
  ) throws -> [Int] {
    let list = try read(key, default: list)
    try require(
      count.contains(list.count), key,
      "has \(list.count) values, not \(count.lowerBound)…\(count.upperBound)")
    for value in list {
      try require(
        range.contains(value), key,
        "contains \(value), outside \(range.lowerBound)…\(range.upperBound)")
    }
    return list
  }

  func require(_ condition: Bool, _ key: Key, _ problem: @autoclosure () -> String) throws {
    if condition { return }
    throw FieldFault(field: DecodingError.path(path + [key]), problem: problem())
  }
}

extension Fields {
  /// Checks the class that a component says it is, if it says so.
  func requireClass(_ key: Key, _ name: String) throws {
    guard let found: String = try readOptional(key) else { return }
    try require(found == name, key, "is '\(found)' where '\(name)' is needed")
  }
}
