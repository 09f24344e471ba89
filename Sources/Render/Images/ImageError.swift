package import Files

/// Why a file cannot be read as a picture.
package enum ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  case file(ReadError)
  /// Neither PNG nor JPEG nor WebP, but what `kind` says, if that is known: "a GIF".
  case foreign(path: Path, kind: String?)
  case png(PNGError)
  case jpeg(JPEGError)
  case webp(WebPError)

  private static let needConversion = ["a HEIC picture", "a HEIF picture", "an AVIF picture"]

  package var description: String {
    switch self {
    case .file(let error): error.description
    case .foreign(let path, let kind?):
      Self.needConversion.contains(kind)
        ? "\(path) is \(kind), which cannot be read; make a JPEG of it, for example with "
          + "heif-convert"
        : "\(path) is \(kind); only PNG, JPEG and WebP pictures can be read"
    case .foreign(let path, nil): "\(path) is neither a PNG nor a JPEG nor a WebP picture"
    case .png(let error): error.description
    case .jpeg(let error): error.description
    case .webp(let error): error.description
    }
  }
}
