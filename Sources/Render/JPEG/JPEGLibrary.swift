import CJPEG
import Files

/// The only place that calls libjpeg, through C functions that catch its jumps.
enum JPEGLibrary {
  /// For each pixel a file declares, what is read included.
  private static let bytesPerPixel = 8
  /// Bytes for libjpeg's own state and rows.
  private static let workingMemory = 48 << 20

  static func encode(
    _ bitmap: Bitmap, _ segments: [JPEGPicture.Segment]
  ) throws(JPEGError) -> [UInt8] {
    // All segments lie in one array, so that one pointer reaches them.
    let content = segments.flatMap(\.bytes)
    var buffer = unsafe wurst_jpeg_buffer()
    defer { unsafe wurst_jpeg_buffer_free(&buffer) }
    let isDone = unsafe content.withUnsafeBufferPointer { content in
      var place = 0
      let pieces = unsafe segments.map { segment in
        defer { place += segment.bytes.count }
        return unsafe wurst_jpeg_segment(
          marker: segment.marker, bytes: content.baseAddress?.advanced(by: place),
          count: segment.bytes.count)
      }
      return unsafe wurst_jpeg_encode(
        bitmap.rgb, UInt32(bitmap.width), UInt32(bitmap.height), pieces, pieces.count, &buffer)
    }
    guard isDone else {
      guard unsafe !buffer.exhausted else { throw .memory }
      let message = unsafe withUnsafeBytes(of: buffer.message) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      throw .encoder(reason: message)
    }
    return unsafe Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
  }

  /// The segments ahead of the pixels, which are not read.
  static func segments(
    in file: borrowing PlainFile
  ) throws(JPEGError) -> [JPEGPicture.Segment] {
    guard let reader = Reader(descriptor: file.descriptor) else {
      throw .file(.unreadable(path: file.path, reason: "out of memory"))
    }
    _ = try reader.begin(path: file.path)
    return reader.segments
  }

  /// The picture as it is stored.
  ///
  /// - Throws: `JPEGError`, or `CancellationError` within a million pixels of a request.
  static func picture(
    in file: borrowing PlainFile, _ cancellation: Cancellation
  ) throws -> JPEGPicture {
    guard let reader = Reader(descriptor: file.descriptor) else {
      throw JPEGError.file(.unreadable(path: file.path, reason: "out of memory"))
    }
    let header = try reader.begin(path: file.path)
    let size = PixelSize(width: Int(header.width), height: Int(header.height))
    guard size.width <= JPEGReader.maximumPixels / size.height else {
      throw JPEGError.tooManyPixels(path: file.path, size: size, limit: JPEGReader.maximumPixels)
    }
    guard header.blocks / 8 <= UInt64(file.count) else {
      throw JPEGError.damaged(
        path: file.path,
        reason: "\(file.count) bytes cannot hold \(size.width)×\(size.height) pixels")
    }
    let pixels = size.width * size.height
    let profile = JPEGProfile(reader.segments)
    let conversion: ColourConversion? =
      if case .whole(let profile) = profile {
        ColourConversion(
          from: profile, space: header.has_inks ? .inks : header.is_grey ? .grey : .colours,
          keepsLight: header.keeps_light)
      } else { nil }
    try reader.start(
      memory: (bytesPerPixel - 3) * pixels + workingMemory, path: file.path, size: size)
    let band = max(1, (1 << 20) / size.width)
    while try !reader.takeParts(band / 8 + 1, path: file.path) { try cancellation.check() }
    let rowBytes = 3 * size.width
    let converts = header.has_inks || conversion?.changesNothing == false
    var inks = [UInt8](
      repeating: 0, count: conversion != nil && header.has_inks ? 4 * size.width * band : 0)
    let rgb = try unsafe [UInt8](unsafeUninitializedCapacity: 3 * pixels) { buffer, initialized in
      guard let start = buffer.baseAddress else { return }
      for first in stride(from: 0, to: size.height, by: band) {
        try cancellation.check()
        let rows = min(band, size.height - first)
        let target = unsafe start + first * rowBytes
        if inks.isEmpty {
          try unsafe reader.read(rows, into: target, path: file.path)
          if converts { unsafe conversion?.convert(target, into: target, count: rows * size.width) }
        } else {
          try reader.read(rows, inks: &inks, path: file.path)
          unsafe conversion?.convert(inks, into: target, count: rows * size.width)
        }
      }
      initialized = 3 * pixels
    }
    var isConverted = conversion != nil
    if case .none = profile { isConverted = true }
    return JPEGPicture(
      bitmap: Bitmap(width: size.width, height: size.height, rgb: rgb), isConverted: isConverted,
      segments: reader.segments, rest: reader.finish())
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

  func begin(path: Path) throws(JPEGError) -> wurst_jpeg_header {
    var header = wurst_jpeg_header()
    guard unsafe wurst_jpeg_reader_begin(handle, &header) else { throw failure(path: path) }
    return header
  }

  func start(memory: Int, path: Path, size: PixelSize) throws(JPEGError) {
    guard unsafe wurst_jpeg_reader_start(handle, memory) else {
      if unsafe wurst_jpeg_reader_exhausted(handle) {
        throw .tooMuchMemory(path: path, size: size)
      }
      throw failure(path: path)
    }
  }

  /// Takes in some rows of blocks of a picture in many scans; true when all are there.
  func takeParts(_ count: Int, path: Path) throws(JPEGError) -> Bool {
    var isLast = false
    for _ in 0..<count where !isLast {
      guard unsafe wurst_jpeg_reader_take_part(handle, &isLast) else {
        throw failure(path: path)
      }
    }
    return isLast
  }

  func read(
    _ rows: Int, into pixels: UnsafeMutablePointer<UInt8>, path: Path
  ) throws(JPEGError) {
    guard unsafe wurst_jpeg_reader_rows(handle, false, pixels, rows) else {
      throw failure(path: path)
    }
  }

  /// Reads inks, 4 bytes a pixel.
  func read(_ rows: Int, inks: inout [UInt8], path: Path) throws(JPEGError) {
    guard unsafe wurst_jpeg_reader_rows(handle, true, &inks, rows) else {
      throw failure(path: path)
    }
  }

  func finish() -> wurst_jpeg_rest { unsafe wurst_jpeg_reader_finish(handle) }

  var segments: [JPEGPicture.Segment] {
    var count = 0
    let segments = unsafe wurst_jpeg_reader_segments(handle, &count)
    return unsafe UnsafeBufferPointer(start: segments, count: count).map { segment in
      unsafe JPEGPicture.Segment(
        marker: segment.marker,
        bytes: Array(UnsafeBufferPointer(start: segment.bytes, count: segment.count)))
    }
  }

  private func failure(path: Path) -> JPEGError {
    let code = unsafe wurst_jpeg_reader_errno(handle)
    if code != 0 { return .file(.unreadable(path: path, reason: FileFailure.reason(code))) }
    return .damaged(
      path: path, reason: unsafe String(cString: wurst_jpeg_reader_message(handle)))
  }
}
