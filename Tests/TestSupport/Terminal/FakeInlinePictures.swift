import Foundation
import Render

/// Inline images as iTerm2 documents them: files of PNG in cells of text.
final class FakeInlinePictures: FakeCellPictures {
  private var parts: (keys: String, data: [UInt8])?

  override func take(_ kind: UInt8, _ body: [UInt8], of terminal: FakeTerminal) -> Bool {
    let introducer = Array("1337;".utf8)
    guard kind == UInt8(ascii: "]"), body.starts(with: introducer) else {
      // kitty's question and others are passed over.
      return kind == UInt8(ascii: "_")
    }
    let words = body.dropFirst(introducer.count)
    func rest(_ name: String) -> [UInt8]? {
      words.starts(with: Array(name.utf8)) ? Array(words.dropFirst(name.utf8.count)) : nil
    }
    if rest("ReportCellSize") != nil {
      terminal.reply("\u{1B}]1337;ReportCellSize=20.0;10.0;1.0\u{1B}\\")
    } else if let file = rest("File="), let colon = file.firstIndex(of: UInt8(ascii: ":")) {
      show(
        String(decoding: file[..<colon], as: UTF8.self), Array(file[(colon + 1)...]), terminal)
    } else if let keys = rest("MultipartFile=") {
      parts = (String(decoding: keys, as: UTF8.self), [])
    } else if let part = rest("FilePart=") {
      if parts == nil { terminal.fault("a part of no file") }
      parts?.data += part
    } else if rest("FileEnd") != nil, let whole = parts {
      show(whole.keys, whole.data, terminal)
      parts = nil
    } else {
      return false
    }
    return true
  }

  private func show(_ text: String, _ data: [UInt8], _ terminal: FakeTerminal) {
    let pairs = text.split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
    let keys = Dictionary(pairs.map { (String($0[0]), String($0.last ?? "")) }) { $1 }
    guard let file = Data(base64Encoded: Data(data)).map({ [UInt8]($0) }),
      let image = FakePNG.read(file)
    else {
      terminal.fault("a file that is no whole PNG")
      return
    }
    if keys["inline"] != "1" || keys["size"] != "\(file.count)" || keys["doNotMoveCursor"] != "1" {
      terminal.fault("the keys \(text)")
    }
    if keys["width"] != "\(image.size.width)px" || keys["height"] != "\(image.size.height)px" {
      terminal.fault("a picture of \(image.size) at the size \(text)")
    }
    let area = FakePlacement(image: image, column: terminal.cursor.x, row: terminal.cursor.y)
    if area.rows(cell).upperBound > terminal.rows {
      terminal.scroll(area.rows(cell).upperBound - terminal.rows)
      terminal.slip()
    }
    // The cells hold the new one alone.
    for row in area.rows(cell) { erased(area.columns(cell), row: row) }
    place(image, in: terminal)
    placed.removeAll { $0.erased.count == $0.columns(cell).count * $0.rows(cell).count }
  }
}

/// Reads PNG of RGB with 8 bits, without interlacing.
enum FakePNG {
  static func read(_ file: [UInt8]) -> FakeImage? {
    var at = 8
    var packed: [UInt8] = []
    var size = PixelSize(width: 0, height: 0)
    func number(_ at: Int) -> Int { file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) } }
    var isWhole = false
    while at + 12 <= file.count {
      let length = number(at)
      guard at + 12 + length <= file.count else { return nil }
      let data = file[at + 8..<at + 8 + length]
      switch String(decoding: file[at + 4..<at + 8], as: UTF8.self) {
      case "IHDR":
        size = PixelSize(width: number(at + 8), height: number(at + 12))
        guard Array(file[at + 16..<at + 21]) == [8, 2, 0, 0, 0] else { return nil }
      case "IDAT": packed += data
      case "IEND": isWhole = true
      default: break
      }
      at += 12 + length
    }
    guard isWhole else { return nil }
    return FakeImage(size: size) {
      guard let raw = Inflation.unpack(packed), raw.count == (3 * size.width + 1) * size.height
      else { return nil }
      return pixels(raw, size)
    }
  }

  private static func pixels(_ raw: [UInt8], _ size: PixelSize) -> [RGB?] {
    let width = 3 * size.width
    var above = [UInt8](repeating: 0, count: width)
    var pixels: [RGB?] = []
    pixels.reserveCapacity(size.width * size.height)
    for y in 0..<size.height {
      let filter = raw[y * (width + 1)]
      var row = Array(raw[y * (width + 1) + 1..<(y + 1) * (width + 1)])
      for x in 0..<width {
        let left = x < 3 ? 0 : Int(row[x - 3])
        let up = Int(above[x])
        let corner = x < 3 ? 0 : Int(above[x - 3])
        let guess =
          switch filter {
          case 1: left
          case 2: up
          case 3: (left + up) / 2
          case 4: paeth(left, up, corner)
          default: 0
          }
        row[x] = row[x] &+ UInt8(guess)
      }
      for x in 0..<size.width {
        pixels.append(RGB(red: row[3 * x], green: row[3 * x + 1], blue: row[3 * x + 2]))
      }
      above = row
    }
    return pixels
  }

  private static func paeth(_ left: Int, _ up: Int, _ corner: Int) -> Int {
    let guess = left + up - corner
    let (a, b, c) = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return a <= b && a <= c ? left : b <= c ? up : corner
  }
}
