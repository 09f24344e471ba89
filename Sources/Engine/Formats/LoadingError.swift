package import Files

/// Why a model or one of its files cannot be used.
///
/// `isMissing` tells apart what is not there from what is there and damaged or does not fit.
package enum LoadingError: Error, Equatable, Sendable {
  /// There is nothing at `path`; `role` says what was wanted there.
  case missing(role: String, path: Path)
  /// The system refuses to open or map `path`.
  case unreadable(path: Path, reason: String)
  /// The content of `path` breaks the rules of its format.
  case damaged(path: Path, problem: String)
  /// The content of `path` is sound, as far as one can tell, but of a form that is not read.
  case unsupported(path: Path, problem: String)
  /// `source` has no tensor of this name.
  case tensorMissing(key: String, source: String)
  case wrongShape(key: String, wanted: [Int], found: [Int], source: String)
  /// `found` is not one of the element types that can stand in for `wanted`.
  case wrongType(key: String, wanted: String, found: String, source: String)
  /// `source` holds tensors the model has no place for.
  case leftOver(keys: [String], source: String)
  /// A field of the manifest at `path` is absent or has an impossible value.
  case badField(field: String, problem: String, path: Path)

  /// Whether the model or file could not be read at all, rather than being wrong.
  package var isMissing: Bool {
    switch self {
    case .missing, .unreadable: true
    default: false
    }
  }
}

extension LoadingError: CustomStringConvertible {
  /// What is wrong, where, and what can be done, in one line.
  package var description: String {
    switch self {
    case .missing(let role, let path):
      "no \(role) at \(path); check the name, or get the model again"
    case .unreadable(let path, let reason):
      "cannot read \(path): \(reason)"
    case .damaged(let path, let problem):
      "\(path) is damaged: \(problem); get the file again"
    case .unsupported(let path, let problem):
      "cannot use \(path): \(problem)"
    case .tensorMissing(let key, let source):
      "\(source) has no tensor '\(key)'; the file belongs to another model or is incomplete"
    case .wrongShape(let key, let wanted, let found, let source):
      "tensor '\(key)' in \(source) is \(found) where the model needs \(wanted); "
        + "the file belongs to another model, or model.json does"
    case .wrongType(let key, let wanted, let found, let source):
      "tensor '\(key)' in \(source) holds \(found) where \(wanted) is needed; convert the file"
    case .leftOver(let keys, let source):
      "\(source) has \(keys.count) \(keys.count == 1 ? "tensor" : "tensors") the model does not "
        + "know: \(Self.list(keys)); the file belongs to another model, or model.json does"
    case .badField(let field, let problem, let path):
      "\(path): \(field) \(problem); correct it or get the model again"
    }
  }

  private static func list(_ keys: [String]) -> String {
    let shown = keys.prefix(3).map { "'\($0)'" }.joined(separator: ", ")
    return keys.count > 3 ? shown + ", …" : shown
  }
}
