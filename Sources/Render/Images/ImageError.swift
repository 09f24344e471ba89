import Files

/// Why a file does not give a picture.
package enum ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  /// A JPEG that is not whole, is garbled, or is of a kind that nobody writes.
  case damaged(path: String, reason: String)
  case tooManyPixels(path: String, size: PixelSize, limit: Int)
  /// A JPEG in many passes whose parts do not fit the memory allowed for its size.
  case tooMuchMemory(path: String, size: PixelSize)
  /// Neither PNG nor JPEG, but what `kind` says, if that is known: "a GIF".
  case foreign(path: String, kind: String?)
  case png(PNGError)

  package var description: String {
    switch self {
    case .missing(let path): ReadError.missing(path: path).description
    case .unreadable(let path, let reason):
      ReadError.unreadable(path: path, reason: reason).description
    case .damaged(let path, let reason): "\(path) cannot be read as a JPEG: \(reason)"
    case .tooManyPixels(let path, let size, let limit):
      "\(path) has \(size.width)×\(size.height) pixels; at most \(limit) can be read"
    case .tooMuchMemory(let path, let size):
      "\(path) takes too much memory for \(size.width)×\(size.height) pixels; "
        + "save it as a baseline JPEG, not a progressive one"
    case .foreign(let path, let kind?):
      "\(path) is \(kind); only PNG and JPEG pictures can be read"
    case .foreign(let path, nil): "\(path) is neither a PNG nor a JPEG picture"
    case .png(let error): error.description
    }
  }
}

extension ImageError {
  init(_ error: ReadError) {
    switch error {
    case .missing(let path): self = .missing(path: path)
    case .unreadable(let path, let reason): self = .unreadable(path: path, reason: reason)
    }
  }
}
