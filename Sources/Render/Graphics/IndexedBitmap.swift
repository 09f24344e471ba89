/// A picture whose pixels are places in a palette.
struct IndexedBitmap {
  let width: Int
  let height: Int
  /// At most 256 colours, each of which is used unless quantisation left one over.
  let palette: [RGB]
  /// One index for each pixel, row-major.
  private(set) var indices: [UInt8]

  /// Keeps the colours of `bitmap` if there are at most `colours`, else chooses so many and mixes
  /// the others from them.
  init(_ bitmap: Bitmap, colours: Int) {
    width = bitmap.width
    height = bitmap.height
    if let exact = Self.exact(bitmap, colours: colours) {
      (palette, indices) = exact
    } else {
      (palette, indices) = Self.quantised(bitmap, colours: colours)
    }
  }

  private init(width: Int, height: Int, palette: [RGB], indices: [UInt8]) {
    self.width = width
    self.height = height
    self.palette = palette
    self.indices = indices
  }

  /// Some rows, with the colours alone that they have; indices behind the palette stay.
  func cropped(to rows: Range<Int>) -> IndexedBitmap {
    let part = indices[rows.lowerBound * width..<rows.upperBound * width]
    var places = (0...255).map { UInt8($0) }
    var used: [RGB] = []
    for index in Set(part).sorted() where Int(index) < palette.count {
      places[Int(index)] = UInt8(used.count)
      used.append(palette[Int(index)])
    }
    return IndexedBitmap(
      width: width, height: rows.count, palette: used, indices: part.map { places[Int($0)] })
  }

  mutating func fill(_ gap: PixelGap, with index: UInt8) {
    for y in gap.rows {
      for x in gap.columns { indices[y * width + x] = index }
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
    let reach = Int(128 / Double(palette.count).squareRoot())
    var diffusion = ErrorDiffusion(palette: palette, width: bitmap.width, reach: reach)
    var indices = [UInt8](repeating: 0, count: bitmap.width * bitmap.height)
    for y in 0..<bitmap.height { diffusion.draw(row: y, of: bitmap, into: &indices) }
    return (palette, indices)
  }
}
