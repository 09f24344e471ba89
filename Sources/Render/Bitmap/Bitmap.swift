/// A colour of eight bits per channel, in sRGB.
package struct RGB: Hashable, Sendable {
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// The colour written as `0xRRGGBB`.
  package init(hex: UInt32) {
    self.init(
      red: UInt8(hex >> 16 & 255), green: UInt8(hex >> 8 & 255), blue: UInt8(hex & 255))
  }
}

/// Width and height of something measured in pixels.
package struct PixelSize: Hashable, Sendable {
  package var width: Int
  package var height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}

/// A picture in memory: 8-bit RGB, row-major from the top, three bytes a pixel.
package struct Bitmap: Equatable, Sendable {
  package let width: Int
  package let height: Int
  /// `3 · width · height` bytes.
  package private(set) var rgb: [UInt8]

  package init(width: Int, height: Int, rgb: [UInt8]) {
    precondition(width > 0 && height > 0, "a bitmap has pixels: \(width)×\(height)")
    precondition(
      rgb.count == 3 * width * height, "\(width)×\(height) pixels are not \(rgb.count) bytes")
    self.width = width
    self.height = height
    self.rgb = rgb
  }

  /// A bitmap of one colour.
  package init(width: Int, height: Int, filledWith colour: RGB) {
    var rgb = [UInt8](repeating: colour.red, count: 3 * width * height)
    if colour.green != colour.red || colour.blue != colour.red {
      for pixel in 0..<width * height {
        rgb[3 * pixel + 1] = colour.green
        rgb[3 * pixel + 2] = colour.blue
      }
    }
    self.init(width: width, height: height, rgb: rgb)
  }

  package var size: PixelSize { PixelSize(width: width, height: height) }

  package subscript(x: Int, y: Int) -> RGB {
    get {
      let at = offset(x, y)
      return RGB(red: rgb[at], green: rgb[at + 1], blue: rgb[at + 2])
    }
    set {
      let at = offset(x, y)
      rgb[at] = newValue.red
      rgb[at + 1] = newValue.green
      rgb[at + 2] = newValue.blue
    }
  }

  /// Puts a bitmap on this one, which is large enough for it there.
  package mutating func put(_ other: Bitmap, x: Int, y: Int) {
    precondition(x >= 0 && y >= 0 && x + other.width <= width && y + other.height <= height)
    for row in 0..<other.height {
      let start = 3 * ((y + row) * width + x)
      let source = 3 * row * other.width
      rgb.replaceSubrange(
        start..<start + 3 * other.width, with: other.rgb[source..<source + 3 * other.width])
    }
  }

  private func offset(_ x: Int, _ y: Int) -> Int {
    precondition(
      0..<width ~= x && 0..<height ~= y, "(\(x), \(y)) lies outside \(width)×\(height)")
    return 3 * (y * width + x)
  }
}
