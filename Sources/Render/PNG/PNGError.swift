package import Files

/// Why a PNG file cannot be read, or a picture cannot become one.
package enum PNGError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(ReadError)
  /// The bytes are not a PNG file, or not a whole one.
  case damaged(path: Path, reason: String)
  case tooManyPixels(path: Path, size: PixelSize, limit: Int)
  case keyword(String)
  case encoder(reason: String)
  /// There is too little memory for writing a picture.
  case memory

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .damaged(let path, let reason): "\(path) is damaged or no PNG: \(reason)"
    case .tooManyPixels(let path, let size, let limit):
      "\(path) has \(size.width)×\(size.height) pixels; at most \(limit) can be read"
    case .keyword(let keyword): "'\(keyword)' cannot be the keyword of a PNG text"
    case .encoder(let reason): "the picture cannot become a PNG: \(reason)"
    case .memory: "there is not enough memory to make a PNG of the picture"
    }
  }
}
