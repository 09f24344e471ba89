import Glibc

/// Why a file cannot be opened or read.
package enum ReadError: Error, Equatable, Sendable, CustomStringConvertible {
  case missing(path: Path)
  case unreadable(path: Path, reason: String)

  package var description: String {
    switch self {
    case .missing(let path): "there is no file \(path)"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    }
  }
}

extension ReadError {
  package init(path: Path, code: Int32) {
    self =
      code == ENOENT || code == ENOTDIR
      ? .missing(path: path) : .unreadable(path: path, reason: FileFailure.reason(code))
  }
}
