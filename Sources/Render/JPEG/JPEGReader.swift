package import Files

/// Reads JPEG files as 8-bit RGB: grey, colour and ink, baseline and progressive.
///
/// The picture is turned as the file's EXIF data say; colour profiles are not applied. A file that
/// lacks a part of its picture, or in which a part is garbled, is refused rather than shown with
/// grey areas. What costs no pixels is passed over: strange bytes between segments, a missing end
/// marker, damaged EXIF data.
package enum JPEGReader {
  package static let maximumPixels = 100_000_000

  package static func read(_ path: Path) throws(JPEGError) -> Bitmap {
    let picture = try JPEGLibrary.picture(in: open(path))
    return picture.bitmap.turned(picture.orientation)
  }

  private static func open(_ path: Path) throws(JPEGError) -> PlainFile {
    do throws(ReadError) {
      return try PlainFile(path)
    } catch {
      throw .file(error)
    }
  }
}
