package import Files

/// Reads JPEG files as 8-bit RGB in sRGB: grey, colour and ink, baseline and progressive.
///
/// The picture is turned as the file's EXIF data say. A file that
/// lacks a part of its picture, or in which a part is garbled, is refused rather than shown with
/// grey areas. What costs no pixels is passed over with a notice: strange bytes between segments, a
/// missing end marker; damaged EXIF data without one.
package enum JPEGReader {
  package static let maximumPixels = 100_000_000

  /// - Throws: `JPEGError`, or `CancellationError`.
  package static func read(
    _ path: Path, _ cancellation: Cancellation = Cancellation()
  ) throws -> ImageReading {
    let file = try open(path)
    let picture = try JPEGLibrary.picture(in: file, cancellation)
    return ImageReading(
      bitmap: try picture.bitmap.turned(picture.orientation, cancellation),
      notices: picture.notices(isFollowed: try isFollowed(file, end: picture.end)), end: picture.end
    )
  }

  /// What a file says of itself in words, as `JPEGWriter` and other programs put it there.
  package static func texts(_ path: Path) throws(JPEGError) -> [PNGText] {
    JPEGTexts.texts(try JPEGLibrary.segments(in: open(path)))
  }

  /// All words of a file, in the order of its segments.
  static func words(_ path: Path) throws(JPEGError) -> PictureSurvey {
    PictureSurvey(texts: JPEGTexts.words(try JPEGLibrary.segments(in: open(path))))
  }

  /// Whether a file goes on behind its picture with what is neither a second picture nor a film, which
  /// cameras put there.
  private static func isFollowed(_ file: borrowing PlainFile, end: Int) throws -> Bool {
    let next = try file.read(at: end, count: 8)
    return !next.isEmpty && !next.starts(with: [0xFF, 0xD8])
      && !next.dropFirst(4).starts(with: "ftyp".utf8)
  }

  private static func open(_ path: Path) throws(JPEGError) -> PlainFile {
    do throws(ReadError) {
      return try PlainFile(path)
    } catch {
      throw .file(error)
    }
  }
}
