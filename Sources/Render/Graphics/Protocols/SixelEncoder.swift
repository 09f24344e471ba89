import CSixel

/// Turns bitmaps into sixel graphics, through libsixel.
package struct SixelEncoder: Sendable {
  package init() {}

  /// One sequence from DCS to ST that draws the bitmap at the cursor; nothing else.
  ///
  /// A bitmap of at most `colours` colours keeps each of them (within the 101 steps that sixel has
  /// per channel); of others a palette is made. `colours` is 2…256.
  package func encode(_ bitmap: Bitmap, colours: Int) throws(SixelError) -> [UInt8] {
    let strips = try encode(bitmap, colours: colours, leavingOut: nil, strip: bitmap.height)
    return strips[0]
  }

  /// The same with pixels that stay what they are, in strips of so many rows from the top.
  func encode(
    _ bitmap: Bitmap, colours: Int, leavingOut gap: PixelGap?, strip: Int
  ) throws(SixelError) -> [[UInt8]] {
    precondition(2...256 ~= colours, "a sixel picture has 2 to 256 colours, not \(colours)")
    // What is behind the end of the palette is not drawn.
    var picture = IndexedBitmap(bitmap, colours: gap == nil ? colours : min(255, colours))
    if let gap { picture.fill(gap, with: 255) }
    if strip >= bitmap.height { return [try Self.write(picture)] }
    var strips: [[UInt8]] = []
    for top in stride(from: 0, to: bitmap.height, by: strip) {
      strips.append(
        try Self.write(picture.cropped(to: top..<min(bitmap.height, top + strip))))
    }
    return strips
  }

  private static func write(_ picture: IndexedBitmap) throws(SixelError) -> [UInt8] {
    var dither: OpaquePointer?
    try check(unsafe sixel_dither_new(&dither, Int32(picture.palette.count), nil))
    defer { unsafe sixel_dither_unref(dither) }
    var palette = picture.palette.flatMap { [$0.red, $0.green, $0.blue] }
    unsafe sixel_dither_set_palette(dither, &palette)
    unsafe sixel_dither_set_pixelformat(dither, Int32(SIXEL_PIXELFORMAT_PAL8))

    let sink = Sink()
    sink.bytes.reserveCapacity(picture.indices.count / 2)
    var output: OpaquePointer?
    let status = unsafe sixel_output_new(
      &output,
      { data, count, sink in
        guard let data = unsafe data, let sink = unsafe sink else { return 0 }
        let bytes = unsafe UnsafeRawBufferPointer(start: data, count: Int(count))
        unsafe Unmanaged<Sink>.fromOpaque(sink).takeUnretainedValue().bytes += bytes
        return count
      }, Unmanaged.passUnretained(sink).toOpaque(), nil)
    try check(status)
    defer { unsafe sixel_output_unref(output) }
    // libsixel asks for writable pixels; with a palette it only reads them.
    var indices = picture.indices
    try check(
      unsafe sixel_encode(
        &indices, Int32(picture.width), Int32(picture.height), 8, dither, output))
    return try corrected(sink.bytes, height: picture.height)
  }

  /// Sets `P2` to 1, so that the rest of the last band keeps what is there, and takes away the
  /// step to the next band that libsixel 1.10 puts ahead of the only band of a low picture.
  private static func corrected(_ bytes: [UInt8], height: Int) throws(SixelError) -> [UInt8] {
    guard let start = bytes.firstIndex(of: UInt8(ascii: "q")) else {
      throw SixelError(reason: "libsixel wrote no picture")
    }
    var corrected = Array("\u{1B}P0;1;0".utf8) + bytes[start...]
    if height < 6, let step = corrected.firstIndex(of: UInt8(ascii: "-")) {
      corrected.remove(at: step)
    }
    return corrected
  }

  private static func check(_ status: SIXELSTATUS) throws(SixelError) {
    // SIXEL_FAILED, a macro with an argument.
    guard status & 0x1000 != 0 else { return }
    let words = unsafe sixel_helper_format_error(status)
    throw SixelError(reason: unsafe words.map { unsafe String(cString: $0) } ?? "code \(status)")
  }

  private final class Sink {
    var bytes: [UInt8] = []
  }
}

/// Why libsixel could not draw a picture.
package struct SixelError: Error, Equatable, Sendable, CustomStringConvertible {
  package let reason: String

  package var description: String { "the picture cannot be drawn with sixel: \(reason)" }
}
