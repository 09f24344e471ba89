package import Files

/// Reads pictures, whatever their files are called.
package enum ImageReader {
  /// The picture in a PNG, JPEG or WebP file, upright.
  ///
  /// - Throws: `ImageError`, or `CancellationError`.
  package static func read(
    _ path: Path, _ cancellation: Cancellation = Cancellation()
  ) throws -> ImageReading {
    try named {
      switch try kind(path) {
      case .png: return try PNGReader.read(path, cancellation).image
      case .jpeg: return try JPEGReader.read(path, cancellation)
      case .webp: return try WebPReader.read(path, cancellation)
      case .foreign(let kind): throw ImageError.foreign(path: path, kind: kind)
      case .unknown: throw ImageError.foreign(path: path, kind: nil)
      }
    }
  }

  /// The texts of a file; none of one that has no place for them.
  package static func texts(_ path: Path) throws -> [PNGText] {
    try named {
      switch try kind(path) {
      case .png: return try PNGReader.texts(path)
      case .jpeg: return try JPEGReader.texts(path)
      case .webp, .foreign, .unknown: return []
      }
    }
  }

  /// All that a file says of itself, whatever program wrote it; its pixels are not read.
  ///
  /// - Throws: `ImageError`, also where the file is no picture.
  package static func survey(_ path: Path) throws -> PictureSurvey {
    try named {
      let kind = try kind(path)
      var survey: PictureSurvey
      switch kind {
      case .png: survey = try PNGReader.words(path)
      case .jpeg: survey = try JPEGReader.words(path)
      case .webp: survey = try WebPReader.words(path)
      case .foreign(let kind): throw ImageError.foreign(path: path, kind: kind)
      case .unknown: throw ImageError.foreign(path: path, kind: nil)
      }
      survey.size = try ImageSize.read(kind, in: PlainFile(path))
      return survey
    }
  }

  /// The pixels with how opaque they are; nil where the file does not say.
  static func layers(_ path: Path, _ cancellation: Cancellation) throws -> Layers? {
    try named {
      switch try kind(path) {
      case .png: return try PNGReader.layers(path, cancellation)
      case .webp: return try WebPReader.layers(path, cancellation)
      case .jpeg, .foreign, .unknown: return nil
      }
    }
  }

  private static func kind(_ path: Path) throws(ImageError) -> ImageKind {
    do throws(ReadError) {
      return ImageKind(try PlainFile(path).read(at: 0, count: ImageKind.length))
    } catch {
      throw .file(error)
    }
  }

  /// Makes an `ImageError` of what a reader throws.
  private static func named<Result>(_ read: () throws -> Result) throws -> Result {
    do {
      return try read()
    } catch let error as PNGError {
      throw ImageError.png(error)
    } catch let error as JPEGError {
      throw ImageError.jpeg(error)
    } catch let error as WebPError {
      throw ImageError.webp(error)
    } catch let error as ReadError {
      throw ImageError.file(error)
    }
  }

  /// Whether the file at `path` begins as PNG pictures do.
  ///
  /// - Throws: `ImageError` where it cannot be read.
  package static func isPNG(_ path: Path) throws(ImageError) -> Bool { try kind(path) == .png }

  /// Whether the file at `path` begins as pictures that can be read do; an empty one holds nothing
  /// to lose and counts too.
  package static func isPicture(_ path: Path) -> Bool {
    guard let head = try? PlainFile(path).read(at: 0, count: ImageKind.length) else { return false }
    switch ImageKind(head) {
    case .png, .jpeg, .webp: return true
    case .foreign, .unknown: return head.isEmpty
    }
  }
}
