package import Files

/// Why a WebP file cannot be read.
package enum WebPError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(ReadError)
  case damaged(path: Path, reason: String)
  case tooManyPixels(path: Path, size: PixelSize, limit: Int)

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .damaged(let path, let reason): "\(path) cannot be read as a WebP picture: \(reason)"
    case .tooManyPixels(let path, let size, let limit):
      "\(path) has \(size.width)×\(size.height) pixels; at most \(limit) can be read"
    }
  }
}
