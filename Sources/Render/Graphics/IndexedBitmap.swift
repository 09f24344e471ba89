/// A picture whose pixels are places in a palette.
struct IndexedBitmap {
  let width: Int
  let height: Int
  /// At most 256 colours, each of which is used unless quantisation left one over.
  let palette: [RGB]
  /// One index for each pixel, row-major.
  let indices: [UInt8]

  /// Keeps the colours of `bitmap` if there are at most `colours`, else chooses so many.
  init(_ bitmap: Bitmap, colours: Int) {
    width = bitmap.width
    height = bitmap.height
    if let exact = Self.exact(bitmap, colours: colours) {
      (palette, indices) = exact
    } else {
      (palette, indices) = Self.quantised(bitmap, colours: colours)
    }
  }

  private static func exact(_ bitmap: Bitmap, colours: Int) -> ([RGB], [UInt8])? {
    // Open addressing; 1024 places for at most 256 colours.
    var keys = [Int32](repeating: -1, count: 1024)
    var values = [UInt8](repeating: 0, count: 1024)
    var palette: [RGB] = []
    var indices = [UInt8](repeating: 0, count: bitmap.width * bitmap.height)
    let rgb = bitmap.rgb
    var last: Int32 = -1
    var lastIndex: UInt8 = 0
    for pixel in indices.indices {
      let red = rgb[3 * pixel]
      let green = rgb[3 * pixel + 1]
      let blue = rgb[3 * pixel + 2]
      let key = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      if key != last {
        var place = Int((UInt32(bitPattern: key) &* 0x9E37_79B1) >> 22)
        while keys[place] >= 0 && keys[place] != key { place = (place + 1) & 1023 }
        if keys[place] < 0 {
          guard palette.count < colours else { return nil }
          keys[place] = key
          values[place] = UInt8(palette.count)
          palette.append(RGB(red: red, green: green, blue: blue))
        }
        last = key
        lastIndex = values[place]
      }
      indices[pixel] = lastIndex
    }
    return (palette, indices)
  }

  private static func quantised(_ bitmap: Bitmap, colours: Int) -> ([RGB], [UInt8]) {
    let palette = ColourQuantiser(bitmap).palette(of: colours)
    var lookup = PaletteLookup(palette)
    var indices = [UInt8](repeating: 0, count: bitmap.width * bitmap.height)
    let rgb = bitmap.rgb
    for pixel in indices.indices {
      indices[pixel] = lookup.index(
        red: Int(rgb[3 * pixel]), green: Int(rgb[3 * pixel + 1]), blue: Int(rgb[3 * pixel + 2]))
    }
    return (palette, indices)
  }
}

/// Finds the nearest colour of a palette for colours rounded to six bits a channel.
private struct PaletteLookup {
  private var known = [Int16](repeating: -1, count: 1 << 18)
  private let red: [Float]
  private let green: [Float]
  private let blue: [Float]

  init(_ palette: [RGB]) {
    red = palette.map { Float($0.red) }
    green = palette.map { Float($0.green) }
    blue = palette.map { Float($0.blue) }
  }

  mutating func index(red r: Int, green g: Int, blue b: Int) -> UInt8 {
    let cell = (r >> 2) << 12 | (g >> 2) << 6 | b >> 2
    if known[cell] >= 0 { return UInt8(known[cell]) }
    // The middle of the cell stands for all of it.
    let nearest = search(Float(r & ~3) + 1.5, Float(g & ~3) + 1.5, Float(b & ~3) + 1.5)
    known[cell] = Int16(nearest)
    return UInt8(nearest)
  }

  private func search(_ r: Float, _ g: Float, _ b: Float) -> Int {
    var best = Float.infinity
    var nearest = 0
    for index in red.indices {
      let dr = red[index] - r
      let dg = green[index] - g
      let db = blue[index] - b
      let distance = dr * dr + dg * dg + db * db
      if distance < best {
        best = distance
        nearest = index
      }
    }
    return nearest
  }
}
