import CJPEG
import Files

/// The only place that calls libjpeg, through C functions that catch its jumps.
enum JPEGLibrary {
  /// For each pixel a file declares, RGB included.
  private static let bytesPerPixel = 8
  /// Bytes for libjpeg's own state and rows; the segments it keeps are at most as long as the file.
  private static let workingMemory = 48 << 20

  /// The picture as it is stored, and how it is to be turned.
  static func picture(
    in file: borrowing PlainFile
  ) throws(JPEGError) -> (bitmap: Bitmap, orientation: Orientation) {
    guard let reader = Reader(descriptor: file.descriptor) else {
      throw .file(.unreadable(path: file.path, reason: "out of memory"))
    }
    let header = try reader.begin(path: file.path)
    let size = PixelSize(width: Int(header.width), height: Int(header.height))
    guard size.width <= JPEGReader.maximumPixels / size.height else {
      throw .tooManyPixels(path: file.path, size: size, limit: JPEGReader.maximumPixels)
    }
    guard header.blocks / 8 <= UInt64(file.count) else {
      throw .damaged(
        path: file.path,
        reason: "\(file.count) bytes cannot hold \(size.width)×\(size.height) pixels")
    }
    let pixels = size.width * size.height
    let memory = (bytesPerPixel - 3) * pixels + workingMemory + file.count
    var isRead = false
    let rgb = unsafe [UInt8](unsafeUninitializedCapacity: 3 * pixels) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      isRead = unsafe reader.pixels(into: start, memory: memory)
      initialized = isRead ? 3 * pixels : 0
    }
    guard isRead else {
      if reader.isExhausted { throw .tooMuchMemory(path: file.path, size: size) }
      throw reader.failure(path: file.path)
    }
    return (Bitmap(width: size.width, height: size.height, rgb: rgb), reader.orientation)
  }
}

/// A reader of libjpeg.
///
/// Safe as long as the descriptor it was made with stays open.
@safe
private struct Reader: ~Copyable {
  private let handle: OpaquePointer

  init?(descriptor: Int32) {
    guard let handle = unsafe wurst_jpeg_reader_new(descriptor) else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe wurst_jpeg_reader_free(handle) }

  func begin(path: Path) throws(JPEGError) -> wurst_jpeg_size {
    var size = wurst_jpeg_size()
    guard unsafe wurst_jpeg_reader_begin(handle, &size) else { throw failure(path: path) }
    return size
  }

  func pixels(into rgb: UnsafeMutablePointer<UInt8>, memory: Int) -> Bool {
    unsafe wurst_jpeg_reader_pixels(handle, memory, rgb)
  }

  var isExhausted: Bool { unsafe wurst_jpeg_reader_exhausted(handle) }

  /// That of the first segment with EXIF data that name one.
  var orientation: Orientation {
    let mark = Array("Exif\0\0".utf8)
    var index = 0
    var count = 0
    while let bytes = unsafe wurst_jpeg_reader_segment(handle, index, &count) {
      let segment = unsafe UnsafeBufferPointer(start: bytes, count: count)
      if unsafe segment.starts(with: mark),
        let orientation = unsafe Orientation(exif: segment.dropFirst(mark.count))
      {
        return orientation
      }
      index += 1
    }
    return .upright
  }

  func failure(path: Path) -> JPEGError {
    let code = unsafe wurst_jpeg_reader_errno(handle)
    if code != 0 { return .file(.unreadable(path: path, reason: FileFailure.reason(code))) }
    return .damaged(
      path: path, reason: unsafe String(cString: wurst_jpeg_reader_message(handle)))
  }
}
