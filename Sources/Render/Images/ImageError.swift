package import Files

/// Why a file cannot be read as a picture.
package enum ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(ReadError)
  /// Neither PNG nor JPEG, but what `kind` says, if that is known: "a GIF".
  case foreign(path: Path, kind: String?)
  case png(PNGError)
  case jpeg(JPEGError)

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .foreign(let path, let kind?):
      "\(path) is \(kind); only PNG and JPEG pictures can be read"
    case .foreign(let path, nil): "\(path) is neither a PNG nor a JPEG picture"
    case .png(let error): error.description
    case .jpeg(let error): error.description
    }
  }
}
