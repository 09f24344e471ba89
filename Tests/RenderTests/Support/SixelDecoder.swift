import Render

/// A picture read back from sixel, or what is wrong with it.
struct DecodedSixel {
  enum Fault: Error, Equatable {
    case introducer, raster, colour(Int), register(Int), command(UInt8), outside, unfinished
  }

  private(set) var width = 0
  private(set) var height = 0
  private(set) var palette: [Int: RGB] = [:]
  /// Row-major; nil where nothing was drawn.
  private(set) var pixels: [RGB?] = []

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8], registers: Int = 256) throws {
    self.bytes = bytes
    guard bytes.starts(with: Array("\u{1B}P0;1;0q\"".utf8)) else { throw Fault.introducer }
    guard bytes.suffix(2) == [0x1B, 0x5C] else { throw Fault.unfinished }
    position = 9
    let raster = numbers()
    guard raster.count == 4, raster[0] == 1, raster[1] == 1 else { throw Fault.raster }
    width = raster[2]
    height = raster[3]
    pixels = Array(repeating: nil, count: width * height)
    try draw(registers)
  }

  private mutating func draw(_ registers: Int) throws {
    var x = 0
    var band = 0
    var colour: RGB?
    while position < bytes.count - 2 {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "#"):
        let values = numbers()
        guard 0..<registers ~= values[0] else { throw Fault.register(values[0]) }
        if values.count == 5 {
          guard values[1] == 2, let set = RGB(percent: values[2...]) else {
            throw Fault.colour(values[0])
          }
          palette[values[0]] = set
        }
        guard let known = palette[values[0]] else { throw Fault.register(values[0]) }
        colour = known
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"):
        x = 0
        band += 1
      case UInt8(ascii: "!"):
        let count = numbers()[0]
        try paint(bytes[position], count, &x, band, colour)
        position += 1
      case 0x3F...0x7E: try paint(byte, 1, &x, band, colour)
      case 0x0A, 0x0D: break
      default: throw Fault.command(byte)
      }
    }
  }

  private mutating func paint(
    _ byte: UInt8, _ count: Int, _ x: inout Int, _ band: Int, _ colour: RGB?
  ) throws {
    guard 0x3F...0x7E ~= byte else { throw Fault.command(byte) }
    for column in x..<x + count {
      for bit in 0..<6 where (byte - 0x3F) >> bit & 1 == 1 {
        guard column < width, 6 * band + bit < height, let colour else { throw Fault.outside }
        pixels[(6 * band + bit) * width + column] = colour
      }
    }
    x += count
  }

  private mutating func numbers() -> [Int] {
    var values = [0]
    while position < bytes.count {
      switch bytes[position] {
      case 0x30...0x39:
        values[values.count - 1] = 10 * (values.last ?? 0) + Int(bytes[position] & 15)
      case UInt8(ascii: ";"): values.append(0)
      default: return values
      }
      position += 1
    }
    return values
  }

  /// The largest difference in any channel to `bitmap`; nil if sizes differ or pixels are missing.
  func worstDifference(to bitmap: Bitmap) -> Int? {
    guard width == bitmap.width, height == bitmap.height else { return nil }
    var worst = 0
    for y in 0..<height {
      for x in 0..<width {
        guard let drawn = pixels[y * width + x] else { return nil }
        let wanted = bitmap[x, y]
        worst = max(
          worst, abs(Int(drawn.red) - Int(wanted.red)), abs(Int(drawn.green) - Int(wanted.green)),
          abs(Int(drawn.blue) - Int(wanted.blue)))
      }
    }
    return worst
  }
}

extension RGB {
  fileprivate init?(percent: ArraySlice<Int>) {
    guard percent.allSatisfy({ 0...100 ~= $0 }) else { return nil }
    let channels = percent.map { UInt8((255 * $0 + 50) / 100) }
    self.init(red: channels[0], green: channels[1], blue: channels[2])
  }
}
