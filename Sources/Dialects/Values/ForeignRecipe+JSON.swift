extension ForeignRecipe {
  /// The members of `object` that are none of `known`, as settings; what has parts is left out.
  static func others(in object: JSONValue, but known: Set<String>) -> [Setting] {
    object.members.lazy.filter { !known.contains($0.name) }.compactMap { member in
      member.value.text.map { Setting(member.name, $0) }
    }
  }
}

extension JSONValue {
  /// A number, also one that is written as text.
  var foundNumber: FoundNumber? {
    switch self {
    case .number(let text), .string(let text): FoundNumber(text)
    case .object, .array, .bool, .null: nil
    }
  }
}
