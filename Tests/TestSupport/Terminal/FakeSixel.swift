import Render

/// Reads sixel (VT330/VT340 Programmer Reference Manual, chapter 14).
enum FakeSixel {
  /// Nil where `body` is no sixel; faults go to the terminal.
  static func read(_ body: [UInt8], _ terminal: FakeTerminal) -> FakeImage? {
    guard let start = body.firstIndex(of: UInt8(ascii: "q")),
      body[..<start].allSatisfy({ $0 == UInt8(ascii: ";") || 0x30...0x39 ~= $0 })
    else { return nil }
    var reader = Reader(bytes: body[(start + 1)...])
    guard let size = reader.size(terminal) else { return nil }
    return FakeImage(size: size) { [weak terminal] in
      var reader = reader
      return reader.pixels(size) { terminal?.fault($0) }
    }
  }

  private struct Reader {
    let bytes: ArraySlice<UInt8>
    private var at: Int
    private var palette: [Int: RGB] = [:]

    init(bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      at = bytes.startIndex
    }

    private mutating func numbers() -> [Int] {
      var values = [0]
      while at < bytes.endIndex {
        switch bytes[at] {
        case 0x30...0x39:
          values[values.count - 1] = 10 * values[values.count - 1] + Int(bytes[at] & 15)
        case UInt8(ascii: ";"): values.append(0)
        default: return values
        }
        at += 1
      }
      return values
    }

    mutating func size(_ terminal: FakeTerminal) -> PixelSize? {
      guard at < bytes.endIndex, bytes[at] == UInt8(ascii: "\"") else {
        terminal.fault("a sixel picture without its size")
        return nil
      }
      at += 1
      let raster = numbers()
      guard raster.count == 4, raster[2] > 0, raster[3] > 0 else {
        terminal.fault("a sixel picture of the size \(raster)")
        return nil
      }
      return PixelSize(width: raster[2], height: raster[3])
    }

    mutating func pixels(_ size: PixelSize, fault: (String) -> Void) -> [RGB?] {
      let (width, height) = (size.width, size.height)
      var pixels = [RGB?](repeating: nil, count: width * height)
      var (x, band, count) = (0, 0, 1)
      var colour: RGB?
      while at < bytes.endIndex {
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "#"):
          let values = numbers()
          if values.count == 5 {
            if values[2...].contains(where: { $0 > 100 }) {
              fault("a colour of \(values)")
            }
            let levels = values[2...].map { UInt8(clamping: (255 * $0 + 50) / 100) }
            palette[values[0]] = RGB(red: levels[0], green: levels[1], blue: levels[2])
          }
          colour = palette[values[0]]
        case UInt8(ascii: "$"): x = 0
        case UInt8(ascii: "-"): (x, band) = (0, band + 1)
        case UInt8(ascii: "!"): count = numbers()[0]
        case 0x3F...0x7E:
          for column in x..<x + count {
            for bit in 0..<6 where (byte - 0x3F) >> UInt8(bit) & 1 == 1 {
              guard column < width, 6 * band + bit < height else {
                fault("a sixel outside the picture")
                continue
              }
              pixels[(6 * band + bit) * width + column] = colour
            }
          }
          (x, count) = (x + count, 1)
        case 0x0A, 0x0D: break
        default: fault("the sixel command \(byte)")
        }
      }
      return pixels
    }
  }
}
