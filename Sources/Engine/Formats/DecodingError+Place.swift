import Files

extension DecodingError {
  /// The field that could not be decoded, as `part.field[2]`; "content" for the whole.
  var place: String {
    let place = Self.path(codingPath)
    return place.isEmpty ? "content" : place
  }

  static func path(_ keys: [any CodingKey]) -> String {
    var place = ""
    for key in keys {
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += (place.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return place
  }

  private var codingPath: [any CodingKey] {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.codingPath
    case .keyNotFound(let key, let context):
      context.codingPath + [key]
    @unknown default: []
    }
  }

  /// The same as an error about the file at `path`.
  func loadingError(path: Path) -> LoadingError {
    switch self {
    case .keyNotFound:
      .badField(field: place, problem: "is missing", path: path)
    case .typeMismatch(let type, _):
      .badField(field: place, problem: "is not of type \(type)", path: path)
    case .valueNotFound:
      .badField(field: place, problem: "has no value", path: path)
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      .damaged(path: path, problem: "it is not JSON, or has an impossible number")
    default:
      .badField(field: place, problem: "has an impossible value", path: path)
    }
  }
}
