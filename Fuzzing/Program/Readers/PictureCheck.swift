import Files
import Render

/// What must hold of pictures that were read.
enum PictureCheck {
  /// Larger ones take the memory that they say, which is no fault.
  private static let maximumPixels = 1 << 20
  /// Larger ones are not written again, for the sake of time.
  private static let maximumRoundTrip = 1 << 12

  static func isSmall(width: Int, height: Int) -> Bool {
    width == 0 || height <= maximumPixels / width
  }

  static func picture(_ image: ImageReading, _ bytes: [UInt8]) throws {
    let bitmap = image.bitmap
    check(bitmap.width > 0 && bitmap.height > 0)
    check(bitmap.rgb.count == 3 * bitmap.width * bitmap.height)
    check(image.end <= bytes.count, "the end lies behind the file")
  }

  /// Writes a picture with its texts as PNG, which must bring both back.
  static func writePNG(_ bitmap: Bitmap, _ texts: [PNGText], _ file: MemoryFile) throws {
    guard bitmap.rgb.count <= 3 * maximumRoundTrip else { return }
    let texts = texts.map { PNGText(keyword: $0.keyword, text: $0.text, form: $0.form) }
    let written: [UInt8]
    do throws(PNGError) {
      written = try PNGWriter.encode(bitmap, texts: texts)
    } catch {
      // Files have keywords that must not be written.
      guard case .keyword = error else { throw error }
      return
    }
    let read = try PNGReader.read(file.hold(written))
    check(read.bitmap == bitmap && read.image.notices == [])
    check(read.texts == texts)
  }

  /// Writes a picture with its texts as JPEG, which must bring back the texts and the size.
  static func writeJPEG(_ bitmap: Bitmap, _ texts: [PNGText], _ file: MemoryFile) throws {
    guard bitmap.rgb.count <= 3 * maximumRoundTrip else { return }
    let path = file.hold(try JPEGWriter.encode(bitmap, texts: texts))
    check(try JPEGReader.read(path).bitmap.size == bitmap.size)
    check(try JPEGReader.texts(path) == texts)
  }
}
