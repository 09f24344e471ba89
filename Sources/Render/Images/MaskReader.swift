package import Files

/// Reads masks: white where a picture is to be drawn anew, black where it stays.
///
/// People make them in three ways, which transparency tells apart. Where all is opaque, the colours
/// are the mask. Where what is opaque has one colour, it was painted over what is to be drawn anew.
/// Where it has many, it is a picture, and what is to be drawn anew was erased from it.
package enum MaskReader {
  static let painted = "What is opaque in it is drawn anew, whatever its colour."
  static let erased = "What is transparent in it, as if erased, is drawn anew."

  /// The mask in the file at `path`, upright; a notice says how its transparency was taken.
  ///
  /// - Throws: `ImageError`, or `CancellationError`.
  package static func read(
    _ path: Path, _ cancellation: Cancellation = Cancellation()
  ) throws -> ImageReading {
    let image = try ImageReader.read(path, cancellation)
    guard let layers = try ImageReader.layers(path, cancellation),
      let opaque = try OpaquePart(layers, cancellation)
    else { return image }
    var rgb = [UInt8](repeating: 0, count: image.bitmap.rgb.count)
    for pixel in 0..<rgb.count / 3 {
      if pixel & 0xFFFFF == 0 { try cancellation.check() }
      let opacity = layers.rgba[4 * pixel + 3]
      let level = opaque.hasOneColour ? opacity : 255 - opacity
      for channel in 0..<3 { rgb[3 * pixel + channel] = level }
    }
    let bitmap = Bitmap(width: layers.size.width, height: layers.size.height, rgb: rgb)
    return ImageReading(
      bitmap: try bitmap.turned(layers.orientation, cancellation),
      notices: image.notices + [opaque.hasOneColour ? painted : erased], end: image.end)
  }
}

/// What is opaque in a picture that is partly transparent.
private struct OpaquePart {
  /// Whether its colour is the same everywhere, but for what saving and scaling do to it.
  let hasOneColour: Bool

  private static let tolerance = 16

  /// Nil where nothing or everything is opaque.
  init?(_ layers: Layers, _ cancellation: Cancellation) throws(CancellationError) {
    var least: [UInt8] = [255, 255, 255]
    var most: [UInt8] = [0, 0, 0]
    var (opaque, transparent) = (false, false)
    for pixel in 0..<layers.rgba.count / 4 {
      if pixel & 0xFFFFF == 0 { try cancellation.check() }
      guard layers.rgba[4 * pixel + 3] >= 128 else {
        transparent = true
        continue
      }
      opaque = true
      for channel in 0..<3 {
        let value = layers.rgba[4 * pixel + channel]
        least[channel] = min(least[channel], value)
        most[channel] = max(most[channel], value)
      }
    }
    guard opaque && transparent else { return nil }
    hasOneColour = (0..<3).allSatisfy { Int(most[$0]) - Int(least[$0]) <= Self.tolerance }
  }
}
