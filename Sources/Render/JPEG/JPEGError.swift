package import Files

/// Why a JPEG file cannot be read, or a picture cannot become one.
package enum JPEGError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(ReadError)
  /// It is not whole, is garbled, or is of a kind that nobody writes.
  case damaged(path: Path, reason: String)
  case tooManyPixels(path: Path, size: PixelSize, limit: Int)
  /// It comes in many passes whose parts do not fit the memory allowed for its size.
  case tooMuchMemory(path: Path, size: PixelSize)
  case encoder(reason: String)
  /// There is too little memory for writing a picture.
  case memory

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .damaged(let path, let reason): "\(path) cannot be read as a JPEG: \(reason)"
    case .tooManyPixels(let path, let size, let limit):
      "\(path) has \(size.width)×\(size.height) pixels; at most \(limit) can be read"
    case .tooMuchMemory(let path, let size):
      "\(path) takes too much memory for \(size.width)×\(size.height) pixels; "
        + "save it as a baseline JPEG, not a progressive one"
    case .encoder(let reason): "the picture cannot become a JPEG: \(reason)"
    case .memory: "there is not enough memory to make a JPEG of the picture"
    }
  }
}
