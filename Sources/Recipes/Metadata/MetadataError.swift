/// Why the recipe in a picture cannot be used.
package enum MetadataError: Error, Equatable, Sendable, CustomStringConvertible {
  case malformed
  case schema(Int)
  case impossible(String)

  package var description: String {
    switch self {
    case .malformed: "the recipe in the picture is damaged"
    case .schema(let number):
      "the recipe in the picture has schema \(number); a newer wurst may read it"
    case .impossible(let problem): "the recipe in the picture is impossible: \(problem)"
    }
  }
}
