import CPNG
import Files

/// The only place that calls libpng and zlib, through C functions that catch jumps.
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
          text: characters.baseAddress?.advanced(by: place.text),
          international: text.form == .international, compressed: text.text.utf8.count > 2048)
      }
      return unsafe wurst_png_encode(
        bitmap.rgb, UInt32(bitmap.width), UInt32(bitmap.height), chunks, chunks.count, &buffer)
    }
    guard isDone else {
      throw unsafe buffer.exhausted ? .memory : .encoder(reason: message(of: buffer))
    }
    return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
  }

  /// How long is spent on a zlib stream for fewer bytes.
  enum Effort: Int32 {
    /// A tenth of the time of `most` for a tenth more bytes.
    case quick = 1
    case most = 9
  }

  /// A zlib stream of `bytes`.
  static func deflated(
    _ bytes: [UInt8], effort: Effort = .most
  ) throws(PNGError) -> [UInt8] {
    var buffer = unsafe wurst_png_buffer()
    defer { unsafe wurst_png_buffer_free(&buffer) }
    guard unsafe wurst_png_deflate(bytes, bytes.count, effort.rawValue, &buffer) else {
      throw .memory
    }
    return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
  }

  enum InflationError: Error {
    case damaged
    /// More than the limit comes out.
    case tooLong
  }

  /// What a zlib stream unpacks to, of at most `limit` bytes.
  static func inflated(
    _ bytes: ArraySlice<UInt8>, limit: Int
  ) throws(InflationError) -> [UInt8] {
    var buffer = unsafe wurst_png_buffer()
    defer { unsafe wurst_png_buffer_free(&buffer) }
    let result = unsafe bytes.withUnsafeBufferPointer {
      unsafe wurst_png_inflate($0.baseAddress, $0.count, limit, &buffer)
    }
    switch result {
    case WURST_PNG_WHOLE:
      return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    case WURST_PNG_TOO_LONG: throw .tooLong
    default: throw .damaged
    }
  }

  /// That of a chunk's name and data.
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBufferPointer { unsafe wurst_png_checksum($0.baseAddress, $0.count) }
  }

  /// The pixels of a file as it stores them.
  struct Pixels {
    let size: PixelSize
    /// RGB on white, or RGBA.
    var bytes: [UInt8]
    /// Whether the three numbers of a pixel are equal.
    let isGrey: Bool
    /// Whether the file says how opaque they are.
    let hasAlpha: Bool
  }

  /// - Parameter alpha: whether RGBA is wanted, and not RGB on white.
  /// - Throws: `PNGError`, or `CancellationError` within a million pixels of a request.
  static func pixels(
    in file: borrowing PNGFile, at pieces: [Range<Int>], alpha: Bool = false,
    _ cancellation: Cancellation
  ) throws -> Pixels {
    let path = file.path
    let places = pieces.map {
      wurst_png_piece(start: UInt64($0.lowerBound), count: UInt64($0.count))
    }
    return try unsafe places.withUnsafeBufferPointer { places in
      guard
        let reader = unsafe Reader(
          descriptor: file.descriptor, pieces: places, memory: workingMemory)
      else { throw PNGError.file(.unreadable(path: path, reason: "out of memory")) }
      let header = try reader.begin(path: path)
      let size = PixelSize(width: Int(header.width), height: Int(header.height))
      guard size.width <= PNGReader.maximumPixels / size.height else {
        throw PNGError.tooManyPixels(path: path, size: size, limit: PNGReader.maximumPixels)
      }
      // Deflate packs at most 1032 bytes into one.
      let packed = pieces.reduce(0) { $0 + $1.count }
      guard Int(header.raw_bytes) / 1032 <= packed else {
        throw PNGError.damaged(
          path: path, reason: "\(packed) bytes cannot hold \(size.width)×\(size.height) pixels")
      }
      let passes = try reader.start(alpha: alpha, path: path)
      let rowBytes = (alpha ? 4 : 3) * size.width
      let band = max(1, (1 << 20) / size.width)
      let count = rowBytes * size.height
      let bytes = try unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
        guard let start = buffer.baseAddress else { return }
        for _ in 0..<passes {
          for first in stride(from: 0, to: size.height, by: band) {
            try cancellation.check()
            try unsafe reader.read(
              min(band, size.height - first), into: start + first * rowBytes, path: path)
          }
        }
        initialized = count
      }
      return Pixels(
        size: size, bytes: bytes, isGrey: header.is_grey, hasAlpha: header.has_alpha)
    }
  }

  private static func message(of buffer: wurst_png_buffer) -> String {
    unsafe withUnsafeBytes(of: buffer.message) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

/// A reader of libpng.
///
/// Safe as long as the pieces it was made with outlive it.
@safe
private struct Reader: ~Copyable {
  private let handle: OpaquePointer

  init?(descriptor: Int32, pieces: UnsafeBufferPointer<wurst_png_piece>, memory: Int) {
    guard
      let handle = unsafe wurst_png_reader_new(
        descriptor, pieces.baseAddress, pieces.count, memory)
    else { return nil }
    unsafe self.handle = handle
  }

  deinit { unsafe wurst_png_reader_free(handle) }

  func begin(path: Path) throws(PNGError) -> wurst_png_header {
    var header = wurst_png_header()
    guard unsafe wurst_png_reader_begin(handle, &header) else { throw failure(path: path) }
    return header
  }

  /// How many times the rows must be read.
  func start(alpha: Bool, path: Path) throws(PNGError) -> Int {
    var passes: Int32 = 0
    guard unsafe wurst_png_reader_start(handle, alpha, &passes) else { throw failure(path: path) }
    return Int(passes)
  }

  func read(
    _ rows: Int, into pixels: UnsafeMutablePointer<UInt8>, path: Path
  ) throws(PNGError) {
    guard unsafe wurst_png_reader_rows(handle, pixels, rows) else { throw failure(path: path) }
  }

  private func failure(path: Path) -> PNGError {
    let code = unsafe wurst_png_reader_errno(handle)
    if code != 0 { return .file(.unreadable(path: path, reason: FileFailure.reason(code))) }
    return .damaged(
      path: path, reason: unsafe String(cString: wurst_png_reader_message(handle)))
  }
}
