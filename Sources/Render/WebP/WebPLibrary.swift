import CWebP
import Files

/// The only place that calls libwebp.
enum WebPLibrary {
  /// What a file says of its picture.
  struct Contents {
    let size: PixelSize
    let hasAlpha: Bool
    var profile: ColourProfile?
    var orientation = Orientation.upright
  }

  static func contents(of bytes: [UInt8], path: Path) throws(WebPError) -> Contents {
    var features = WebPBitstreamFeatures()
    guard unsafe WebPGetFeatures(bytes, bytes.count, &features) == VP8_STATUS_OK else {
      throw .damaged(path: path, reason: "it does not begin as a WebP picture does")
    }
    guard features.has_animation == 0 else {
      throw .damaged(path: path, reason: "it is an animation; save one of its pictures")
    }
    let size = PixelSize(width: Int(features.width), height: Int(features.height))
    guard size.width <= WebPReader.maximumPixels / size.height else {
      throw .tooManyPixels(path: path, size: size, limit: WebPReader.maximumPixels)
    }
    var contents = Contents(size: size, hasAlpha: features.has_alpha != 0)
    contents.profile = chunk("ICCP", in: bytes).map { .icc($0) }
    let exif = chunk("EXIF", in: bytes).flatMap(WebPTexts.exif)
    contents.orientation = Orientation(exif) ?? .upright
    return contents
  }

  private static func chunk(_ name: String, in bytes: [UInt8]) -> [UInt8]? {
    unsafe bytes.withUnsafeBufferPointer { buffer in
      var data = unsafe WebPData(bytes: buffer.baseAddress, size: buffer.count)
      guard let file = unsafe WebPDemux(&data) else { return nil }
      defer { unsafe WebPDemuxDelete(file) }
      var place = unsafe WebPChunkIterator()
      guard unsafe WebPDemuxGetChunk(file, name, 1, &place) != 0 else { return nil }
      defer { unsafe WebPDemuxReleaseChunkIterator(&place) }
      guard unsafe place.chunk.size <= ColourProfile.maximumSize else { return nil }
      return unsafe Array(
        UnsafeBufferPointer(start: place.chunk.bytes, count: place.chunk.size))
    }
  }

  /// The pixels as they are stored: RGB, or RGBA in 4 channels.
  ///
  /// - Throws: `WebPError`, or `CancellationError` within a part of the file after a request.
  static func pixels(
    in bytes: [UInt8], _ contents: Contents, channels: Int, path: Path,
    _ cancellation: Cancellation
  ) throws -> [UInt8] {
    let rowBytes = channels * contents.size.width
    let count = rowBytes * contents.size.height
    return try unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard
        let decoder = unsafe WebPINewRGB(
          channels == 4 ? MODE_RGBA : MODE_RGB, buffer.baseAddress, count, Int32(rowBytes))
      else { throw WebPError.file(.unreadable(path: path, reason: "out of memory")) }
      defer { unsafe WebPIDelete(decoder) }
      // In parts, so that a stop is obeyed between them.
      let part = max(4096, bytes.count / 64)
      var status = VP8_STATUS_SUSPENDED
      for end in stride(from: part, to: bytes.count + part, by: part)
      where status == VP8_STATUS_SUSPENDED {
        try cancellation.check()
        status = unsafe bytes.withUnsafeBufferPointer {
          unsafe WebPIUpdate(decoder, $0.baseAddress, min(end, bytes.count))
        }
      }
      switch status {
      case VP8_STATUS_OK: initialized = count
      case VP8_STATUS_SUSPENDED, VP8_STATUS_NOT_ENOUGH_DATA:
        throw WebPError.damaged(path: path, reason: "a part of the picture is missing")
      case VP8_STATUS_OUT_OF_MEMORY:
        throw WebPError.file(.unreadable(path: path, reason: "out of memory"))
      default: throw WebPError.damaged(path: path, reason: "a part of the picture is garbled")
      }
    }
  }
}
