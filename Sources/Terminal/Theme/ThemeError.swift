package import Files

/// Why a theme could not be used.
package enum ThemeError: Error, Equatable, CustomStringConvertible {
  case notFound(name: String, searched: [Path])
  case unreadable(path: Path, reason: String)
  case syntax(path: Path, line: Int, reason: String)
  case invalid(path: Path, key: String, reason: String)
  case circular(path: Path, chain: [Path])

  package var description: String {
    switch self {
    case .notFound(let name, let searched):
      "no theme \"\(name)\": looked for \(searched.map(\.description).joined(separator: ", "))"
    case .unreadable(let path, let reason): "theme \(path) cannot be read: \(reason)"
    case .syntax(let path, let line, let reason): "theme \(path), line \(line): \(reason)"
    case .invalid(let path, let key, let reason): "theme \(path), key \(key): \(reason)"
    case .circular(let path, let chain):
      "theme \(path) inherits from itself: \(chain.map(\.description).joined(separator: " → "))"
    }
  }
}
