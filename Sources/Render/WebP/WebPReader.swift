package import Files

/// Reads WebP files as 8-bit RGB in sRGB: lossy and lossless, but no animations.
///
/// Transparent pixels lie on white, and the picture is turned as the file's EXIF data say. A file that
/// is cut short is refused; what lies behind its end is left out with a notice.
package enum WebPReader {
  package static let maximumPixels = 100_000_000
  /// Bytes; more than so many pixels take without any loss.
  private static let maximumLength = 512 << 20

  /// - Throws: `WebPError`, or `CancellationError`.
  package static func read(
    _ path: Path, _ cancellation: Cancellation = Cancellation()
  ) throws -> ImageReading {
    let file = try open(path)
    let bytes = try content(file)
    let contents = try WebPLibrary.contents(of: bytes, path: path)
    var rgb = try WebPLibrary.pixels(
      in: bytes, contents, channels: contents.hasAlpha ? 4 : 3, path: path, cancellation)
    if contents.hasAlpha { rgb = try onWhite(rgb, cancellation) }
    var notices = bytes.count < file.count ? [ImageReading.goesOn] : []
    if let profile = contents.profile {
      if let conversion = ColourConversion(from: profile, space: .colours) {
        try conversion.convert(&rgb, cancellation)
      } else {
        notices.append(ColourProfile.damaged)
      }
    }
    let bitmap = Bitmap(width: contents.size.width, height: contents.size.height, rgb: rgb)
    return ImageReading(
      bitmap: try bitmap.turned(contents.orientation, cancellation), notices: notices,
      end: bytes.count)
  }

  /// The pixels with how opaque they are; nil where the file does not say.
  static func layers(_ path: Path, _ cancellation: Cancellation) throws -> Layers? {
    let bytes = try content(open(path))
    let contents = try WebPLibrary.contents(of: bytes, path: path)
    guard contents.hasAlpha else { return nil }
    return Layers(
      size: contents.size,
      rgba: try WebPLibrary.pixels(in: bytes, contents, channels: 4, path: path, cancellation),
      orientation: contents.orientation)
  }

  /// The words in EXIF data and XMP.
  static func words(_ path: Path) throws(WebPError) -> PictureSurvey {
    let file = try open(path)
    do throws(ReadError) {
      return PictureSurvey(texts: try WebPTexts.words(in: file))
    } catch {
      throw .file(error)
    }
  }

  private static func open(_ path: Path) throws(WebPError) -> PlainFile {
    do throws(ReadError) {
      return try PlainFile(path)
    } catch {
      throw .file(error)
    }
  }

  /// The bytes of the picture, whose length stands at its beginning.
  private static func content(_ file: borrowing PlainFile) throws(WebPError) -> [UInt8] {
    let head = try read(file, count: 12)
    let length = 8 + head.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard head.count == 12, length <= file.count else {
      throw .damaged(path: file.path, reason: "the file ends too early")
    }
    guard head.starts(with: "RIFF".utf8), head[8...].elementsEqual("WEBP".utf8) else {
      throw .damaged(path: file.path, reason: "it does not begin as a WebP picture does")
    }
    guard length <= maximumLength else {
      throw .damaged(path: file.path, reason: "it is longer than any picture")
    }
    return try read(file, count: length)
  }

  private static func read(
    _ file: borrowing PlainFile, count: Int
  ) throws(WebPError) -> [UInt8] {
    do throws(ReadError) {
      return try file.read(at: 0, count: count)
    } catch {
      throw .file(error)
    }
  }

  private static func onWhite(
    _ rgba: [UInt8], _ cancellation: Cancellation
  ) throws(CancellationError) -> [UInt8] {
    var rgb = [UInt8](repeating: 255, count: rgba.count / 4 * 3)
    for pixel in 0..<rgba.count / 4 {
      if pixel & 0xFFFFF == 0 { try cancellation.check() }
      let opacity = Int(rgba[4 * pixel + 3])
      for channel in 0..<3 {
        let value = Int(rgba[4 * pixel + channel]) * opacity + 255 * (255 - opacity)
        rgb[3 * pixel + channel] = UInt8((value + 127) / 255)
      }
    }
    return rgb
  }
}
