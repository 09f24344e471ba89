package import Files

/// Reads PNG files of every kind as 8-bit RGB.
///
/// Transparent pixels lie on the background colour that the file names (`bKGD`), or on white. The
/// picture is turned as the file's EXIF data say; colour profiles are not applied.
/// Pictures of more than `maximumPixels` and texts of more than `maximumText` bytes are refused.
package enum PNGReader {
  package static let maximumPixels = 100_000_000
  package static let maximumText = 16 << 20

  /// The pixels and texts of a file.
  package static func read(
    _ path: Path
  ) throws(PNGError) -> (bitmap: Bitmap, texts: [PNGText]) {
    let file = try PNGFile(path)
    let notes = try file.notes()
    let texts = try PNGLibrary.texts(in: notes.texts, path: path)
    return (try PNGLibrary.pixels(in: file).turned(notes.orientation), texts)
  }

  /// The texts of a file; its pixels are not read, only stepped over.
  package static func texts(_ path: Path) throws(PNGError) -> [PNGText] {
    let file = try PNGFile(path)
    return try PNGLibrary.texts(in: file.notes().texts, path: path)
  }
}
