import CPNG
import Files
import Glibc

/// The only place that calls libpng, through C functions that catch its jumps.
enum PNGLibrary {
  /// Bytes for libpng's own state and its rows, of at most a million pixels.
  private static let workingMemory = 96 << 20

  static func encode(_ bitmap: Bitmap, texts: [PNGText]) throws(PNGError) -> [UInt8] {
    // All strings lie in one array, each with a NUL at its end, so that one pointer reaches them.
    var characters: [CChar] = []
    var places: [(keyword: Int, text: Int)] = []
    for text in texts {
      places.append((characters.count, characters.count + text.keyword.unicodeScalars.count + 1))
      // A keyword is Latin-1, whose characters are the first scalars of Unicode.
      characters += text.keyword.unicodeScalars.map { CChar(truncatingIfNeeded: $0.value) } + [0]
      characters += text.text.utf8.map { CChar(bitPattern: $0) } + [0]
    }
    var buffer = unsafe wurst_png_buffer()
    defer { unsafe wurst_png_buffer_free(&buffer) }
    let isDone = unsafe characters.withUnsafeBufferPointer { characters in
      let chunks = unsafe zip(texts, places).map { text, place in
        unsafe wurst_png_text(
          keyword: characters.baseAddress?.advanced(by: place.keyword),
          text: characters.baseAddress?.advanced(by: place.text), length: text.text.utf8.count,
          international: text.form == .international, compressed: text.text.utf8.count > 2048)
      }
      return unsafe wurst_png_encode(
        bitmap.rgb, UInt32(bitmap.width), UInt32(bitmap.height), chunks, chunks.count, &buffer)
    }
    guard isDone else { throw .encoder(reason: unsafe message(of: buffer)) }
    return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
  }

  /// The texts in a PNG stream that ends where its pixels would begin.
  static func texts(in stream: [UInt8], path: Path) throws(PNGError) -> [PNGText] {
    let limit = PNGReader.maximumText
    let result = unsafe stream.withUnsafeBufferPointer {
      buffer -> Result<[PNGText], PNGError> in
      guard
        let reader = unsafe Reader(
          descriptor: -1, bytes: buffer, memory: 3 * limit)
      else { return .failure(.file(.unreadable(path: path, reason: "out of memory"))) }
      do throws(PNGError) {
        _ = try reader.begin(textLimit: 3 * limit, path: path)
      } catch {
        return .failure(error)
      }
      guard reader.textBytes <= limit else {
        return .failure(.tooMuchText(path: path, limit: limit))
      }
      return .success(reader.texts)
    }
    return try result.get()
  }

  static func pixels(in file: borrowing PNGFile) throws(PNGError) -> Bitmap {
    let path = file.path
    lseek(file.descriptor, 0, SEEK_SET)
    guard
      let reader = unsafe Reader(
        descriptor: file.descriptor, bytes: nil, memory: workingMemory)
    else { throw .file(.unreadable(path: path, reason: "out of memory")) }
    let header = try reader.begin(textLimit: 0, path: path)
    let size = PixelSize(width: Int(header.width), height: Int(header.height))
    guard size.width <= PNGReader.maximumPixels / size.height else {
      throw .tooManyPixels(path: path, size: size, limit: PNGReader.maximumPixels)
    }
    // Deflate packs at most 1032 bytes into one.
    guard Int(header.raw_bytes) / 1032 <= file.count else {
      throw .damaged(
        path: path, reason: "\(file.count) bytes cannot hold \(size.width)×\(size.height) pixels")
    }
    var isRead = false
    let count = 3 * size.width * size.height
    let rgb = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      isRead = unsafe reader.pixels(into: start)
      initialized = isRead ? count : 0
    }
    guard isRead else { throw reader.failure(path: path) }
    return Bitmap(width: size.width, height: size.height, rgb: rgb)
  }

  private static func message(of buffer: wurst_png_buffer) -> String {
    unsafe withUnsafeBytes(of: buffer.message) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// A reader of libpng.
///
/// Safe as long as the bytes it was made with outlive it.
@safe
private struct Reader: ~Copyable {
  private let handle: OpaquePointer

  init?(descriptor: Int32, bytes: UnsafeBufferPointer<UInt8>?, memory: Int) {
    guard
      let handle = unsafe wurst_png_reader_new(
        descriptor, bytes?.baseAddress, bytes?.count ?? 0, memory)
    else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe wurst_png_reader_free(handle) }

  func begin(textLimit: Int, path: Path) throws(PNGError) -> wurst_png_size {
    var size = wurst_png_size()
    guard unsafe wurst_png_reader_begin(handle, textLimit, &size) else {
      throw failure(path: path)
    }
    return size
  }

  /// The length of all texts, also where a NUL hides the rest of one.
  var textBytes: Int {
    let count = unsafe wurst_png_reader_text_count(handle)
    return (0..<count).reduce(0) { unsafe $0 + wurst_png_reader_text(handle, $1).length }
  }

  var texts: [PNGText] {
    let count = unsafe wurst_png_reader_text_count(handle)
    return (0..<count).map { index in
      let text = unsafe wurst_png_reader_text(handle, index)
      let isInternational = unsafe text.international
      return PNGText(
        keyword: unsafe latin(text.keyword),
        text: isInternational ? unsafe String(cString: text.text) : unsafe latin(text.text),
        found: isInternational ? .international : .latin)
    }
  }

  func pixels(into rgb: UnsafeMutablePointer<UInt8>) -> Bool {
    unsafe wurst_png_reader_pixels(handle, rgb)
  }

  func failure(path: Path) -> PNGError {
    let code = unsafe wurst_png_reader_errno(handle)
    if code != 0 { return .file(.unreadable(path: path, reason: FileFailure.reason(code))) }
    if unsafe wurst_png_reader_exhausted(handle) {
      return .tooMuchText(path: path, limit: PNGReader.maximumText)
    }
    return .damaged(
      path: path, reason: unsafe String(cString: wurst_png_reader_message(handle)))
  }

  private func latin(_ bytes: UnsafePointer<CChar>) -> String {
    let scalars = unsafe UnsafeBufferPointer(start: bytes, count: strlen(bytes))
      .map { Unicode.Scalar(UInt8(bitPattern: $0)) }
    return String(String.UnicodeScalarView(scalars))
  }
}
