/// Draws a picture in the colours of a palette, row by row from the top.
///
/// What a pixel lacks is passed on to its neighbours (Floyd and Steinberg, 1976), which keeps smooth
/// skies free of bands; rows run alternately to the right and to the left.
struct ErrorDiffusion {
  private typealias Pixel = SIMD4<Int16>
  private let palette: [Pixel]
  private var lookup: PaletteLookup
  /// Sixteenths of a level, one pixel more at each side.
  private var errors: [Pixel]
  private var nextErrors: [Pixel]
  private let most: Pixel

  /// At most `reach` levels of error get to a pixel, 0…255.
  ///
  /// Where no palette colour lies beyond the wanted one, errors would else add up until a dot of a
  /// far colour pays for them. The distance of neighbours in the palette is about right.
  init(palette: [RGB], width: Int, reach: Int) {
    self.palette = palette.map { Pixel(Int16($0.red), Int16($0.green), Int16($0.blue), 0) }
    lookup = PaletteLookup(palette)
    errors = Array(repeating: .zero, count: width + 2)
    nextErrors = errors
    most = Pixel(repeating: Int16(reach))
  }

  /// Writes the palette index of each pixel of the row; every row of the bitmap once, in order.
  mutating func draw(row: Int, of bitmap: Bitmap, into indices: inout [UInt8]) {
    let width = bitmap.width
    let step = row % 2 == 0 ? 1 : -1
    for place in 0..<width {
      let x = step > 0 ? place : width - 1 - place
      let at = row * width + x
      let exact = Pixel(
        Int16(bitmap.rgb[3 * at]), Int16(bitmap.rgb[3 * at + 1]), Int16(bitmap.rgb[3 * at + 2]), 0)
      let passed = ((errors[x + 1] &+ 8) &>> 4).clamped(lowerBound: 0 &- most, upperBound: most)
      let wanted = (exact &+ passed).clamped(
        lowerBound: .zero, upperBound: Pixel(repeating: 255))
      let index = lookup.index(of: wanted)
      indices[at] = index
      let missing = wanted &- palette[Int(index)]
      errors[x + 1 + step] &+= missing &* 7
      nextErrors[x + 1 - step] &+= missing &* 3
      nextErrors[x + 1] &+= missing &* 5
      nextErrors[x + 1 + step] &+= missing
    }
    swap(&errors, &nextErrors)
    for index in nextErrors.indices { nextErrors[index] = .zero }
  }
}

/// Finds the nearest colour of a palette for colours rounded to six bits a channel.
private struct PaletteLookup {
  private var known = [Int16](repeating: -1, count: 1 << 18)
  private let colours: [SIMD4<Float>]

  init(_ palette: [RGB]) {
    colours = palette.map { SIMD4(Float($0.red), Float($0.green), Float($0.blue), 0) }
  }

  /// `pixel` holds red, green and blue, each 0…255.
  mutating func index(of pixel: SIMD4<Int16>) -> UInt8 {
    let cell = Int(pixel.x >> 2) << 12 | Int(pixel.y >> 2) << 6 | Int(pixel.z >> 2)
    if known[cell] >= 0 { return UInt8(known[cell]) }
    // The middle of the cell stands for all of it.
    let middle = SIMD4(Float(pixel.x & ~3), Float(pixel.y & ~3), Float(pixel.z & ~3), -1.5) + 1.5
    let nearest = search(middle)
    known[cell] = Int16(nearest)
    return UInt8(nearest)
  }

  private func search(_ wanted: SIMD4<Float>) -> Int {
    var best = Float.infinity
    var nearest = 0
    for index in colours.indices {
      let difference = colours[index] - wanted
      let distance = (difference * difference).sum()
      if distance < best {
        best = distance
        nearest = index
      }
    }
    return nearest
  }
}
