import Foundation
import Render

/// kitty's graphics protocol as its documentation has it: pictures by number, which text neither
/// erases nor hides.
final class FakeKittyPictures: FakePictures {
  private struct Shown {
    let number: Int
    let place: Int
    let source: (x: Int, y: Int, width: Int, height: Int)
    var column: Int
    var row: Int
    let depth: Int
  }

  private struct Virtual {
    let columns: Int
    let rows: Int
  }

  private let isAroundTmux: Bool
  private var images: [Int: FakeImage] = [:]
  private var shown: [Shown] = []
  private var virtual: [Int: Virtual] = [:]
  /// What has come of a picture whose last part is not there.
  private var loading: (keys: [String: String], data: [UInt8])?
  private let cell = PixelSize(width: 10, height: 20)

  init(isAroundTmux: Bool) { self.isAroundTmux = isAroundTmux }

  func textWritten(x: Int, y: Int) {}
  func erased(_ columns: Range<Int>, row: Int) {}

  func scrolled(_ count: Int, rows: Range<Int>, isWhole: Bool) {
    for index in shown.indices where rows.contains(shown[index].row) { shown[index].row -= count }
  }

  func cleared() {
    if isAroundTmux { return }
    shown = []
  }

  // MARK: Commands

  func take(_ kind: UInt8, _ body: [UInt8], of terminal: FakeTerminal) -> Bool {
    if isAroundTmux {
      let introducer = Array("tmux;".utf8)
      guard kind == UInt8(ascii: "P"), body.starts(with: introducer) else {
        if kind == UInt8(ascii: "_") { terminal.fault("a picture for tmux itself") }
        return kind == UInt8(ascii: "_")
      }
      return passedOn(Array(body.dropFirst(introducer.count)), terminal)
    }
    // iTerm2's question is passed over.
    if kind == UInt8(ascii: "]"), body.starts(with: Array("1337;".utf8)) { return true }
    guard kind == UInt8(ascii: "_"), body.first == UInt8(ascii: "G") else { return false }
    command(Array(body.dropFirst()), terminal)
    return true
  }

  private func passedOn(_ doubled: [UInt8], _ terminal: FakeTerminal) -> Bool {
    var bytes: [UInt8] = []
    var index = 0
    while index < doubled.count {
      if doubled[index] == 0x1B {
        guard index + 1 < doubled.count, doubled[index + 1] == 0x1B else { return false }
        index += 1
      }
      bytes.append(doubled[index])
      index += 1
    }
    // Its question for the version, "kitty-query-version", with the answer "0.35.2".
    let version = "6b697474792d71756572792d76657273696f6e"
    if bytes == Array("\u{1B}P+q\(version)\u{1B}\\".utf8) {
      terminal.reply("\u{1B}P1+r\(version)=302e33352e32\u{1B}\\")
      return true
    }
    // The end of what was cut.
    if bytes == Array("\u{1B}\\".utf8) { return true }
    guard bytes.starts(with: Array("\u{1B}_G".utf8)), bytes.suffix(2) == Array("\u{1B}\\".utf8)[...]
    else { return false }
    command(Array(bytes.dropFirst(3).dropLast(2)), terminal)
    return true
  }

  private func command(_ body: [UInt8], _ terminal: FakeTerminal) {
    let parts = body.split(separator: UInt8(ascii: ";"), maxSplits: 1)
    var keys: [String: String] = [:]
    for pair in String(decoding: parts.first ?? [], as: UTF8.self).split(separator: ",") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      keys[String(sides[0])] = sides.count > 1 ? String(sides[1]) : ""
    }
    let payload = parts.count > 1 ? Array(parts[1]) : []
    if payload.count > 4096 { terminal.fault("a part of \(payload.count) bytes") }
    if loading != nil {
      guard !Set(keys.keys).isSubset(of: ["m", "q"]) else {
        goOn(keys, payload, terminal)
        return
      }
      terminal.fault("the command \(keys) within a picture")
      loading = nil
    }
    switch keys["a", default: "t"] {
    case "q":
      // Asked for without being shown or kept.
      terminal.reply("\u{1B}_Gi=\(keys["i", default: ""]);OK\u{1B}\\")
    case "t":
      if keys["q"] != "2" { terminal.fault("a picture that is answered: \(keys)") }
      loading = (keys, [])
      goOn(keys, payload, terminal)
    case "p": show(keys, terminal)
    case "d": delete(keys, terminal)
    default:
      // The end of a picture that was cut already.
      if keys["m"] != "0" || keys.count > 2 { terminal.fault("the command \(keys)") }
    }
  }

  private func goOn(_ keys: [String: String], _ payload: [UInt8], _ terminal: FakeTerminal) {
    loading?.data += payload
    if keys["m"] == "1", payload.count % 4 != 0 {
      terminal.fault("a part that ends within a group")
    }
    guard keys["m", default: "0"] == "0", let whole = loading else { return }
    loading = nil
    guard let number = Int(whole.keys["i", default: ""]), whole.keys["f"] == "24",
      whole.keys["o"] == "z", let width = Int(whole.keys["s", default: ""]),
      let height = Int(whole.keys["v", default: ""])
    else {
      terminal.fault("the picture \(whole.keys)")
      return
    }
    images[number] = nil
    shown.removeAll { $0.number == number }
    virtual[number] = nil
    // A picture that too little has come of is passed over.
    guard let packed = Data(base64Encoded: Data(whole.data)).map({ [UInt8]($0) })
    else { return }
    images[number] = FakeImage(size: PixelSize(width: width, height: height)) {
      guard let raw = Inflation.unpack(packed), raw.count == 3 * width * height else { return nil }
      return (0..<width * height).map {
        RGB(red: raw[3 * $0], green: raw[3 * $0 + 1], blue: raw[3 * $0 + 2])
      }
    }
  }

  private func show(_ keys: [String: String], _ terminal: FakeTerminal) {
    let value = { (key: String) in Int(keys[key, default: ""]) ?? 0 }
    if keys["q"] != "2" { terminal.fault("a placement that is answered: \(keys)") }
    guard let image = images[value("i")] else {
      terminal.fault("the placement of a picture that is not there: \(keys)")
      return
    }
    if value("U") == 1 {
      virtual[value("i")] = Virtual(columns: value("c"), rows: value("r"))
      return
    }
    if keys["C"] != "1" { terminal.fault("a placement that moves the cursor") }
    shown.removeAll { $0.number == value("i") && $0.place == value("p") }
    shown.append(
      Shown(
        number: value("i"), place: value("p"),
        source: (
          value("x"), value("y"), value("w") == 0 ? image.size.width : value("w"),
          value("h") == 0 ? image.size.height : value("h")
        ), column: terminal.cursor.x, row: terminal.cursor.y, depth: value("z")))
  }

  private func delete(_ keys: [String: String], _ terminal: FakeTerminal) {
    guard keys["d"] == "I", let number = Int(keys["i", default: ""]) else {
      terminal.fault("the deletion \(keys)")
      return
    }
    shown.removeAll { $0.number == number }
    virtual[number] = nil
    images[number] = nil
  }

  // MARK: What is seen

  func tiles(
    columns: Int, rows: Int, cell: PixelSize, grid: [[FakeCell]]
  ) -> [[FakeTile?]] {
    var tiles = [[FakeTile?]](repeating: Array(repeating: nil, count: columns), count: rows)
    for placement in shown.sorted(by: { $0.depth < $1.depth }) {
      guard let image = images[placement.number] else { continue }
      FakePlacement(
        image: part(of: image, placement.source), column: placement.column, row: placement.row
      ).draw(on: &tiles, cell)
    }
    for y in grid.indices.prefix(rows) {
      for x in grid[y].indices.prefix(columns) {
        if let tile = placeholder(grid[y][x]) { tiles[y][x] = tile }
      }
    }
    return tiles
  }

  private func part(
    of image: FakeImage, _ source: (x: Int, y: Int, width: Int, height: Int)
  ) -> FakeImage {
    let all = image.pixels
    if all.count == source.width * source.height { return image }
    var pixels: [RGB?] = []
    for y in source.y..<source.y + source.height {
      pixels +=
        image.pixels[
          y * image.size.width + source.x..<y * image.size.width + source.x + source.width]
    }
    return FakeImage(size: PixelSize(width: source.width, height: source.height), pixels: pixels)
  }

  /// What a cell of text shows of a picture: U+10EEEE with marks for row, column and high byte.
  private func placeholder(_ cell: FakeCell) -> FakeTile? {
    let scalars = Array(cell.text.unicodeScalars)
    guard scalars.first == "\u{10EEEE}", scalars.count == 4 else { return nil }
    let marks = scalars.dropFirst().compactMap { Self.marks.firstIndex(of: $0) }
    guard marks.count == 3, cell.style.foreground.first == 5 else { return nil }
    let number = marks[2] << 24 | cell.style.foreground[1]
    guard let image = images[number], let area = virtual[number], marks[0] < area.rows,
      marks[1] < area.columns
    else { return nil }
    // Scaled to fit, in the middle.
    let box = PixelSize(width: area.columns * self.cell.width, height: area.rows * self.cell.height)
    let scale = min(
      Double(box.width) / Double(image.size.width), Double(box.height) / Double(image.size.height))
    let left = (Double(box.width) - scale * Double(image.size.width)) / 2
    let top = (Double(box.height) - scale * Double(image.size.height)) / 2
    var tile = FakeTile(pixels: [])
    for v in 0..<self.cell.height {
      for u in 0..<self.cell.width {
        let x = Int((Double(marks[1] * self.cell.width + u) + 0.5 - left) / scale)
        let y = Int((Double(marks[0] * self.cell.height + v) + 0.5 - top) / scale)
        let isInside = x >= 0 && y >= 0 && x < image.size.width && y < image.size.height
        tile.pixels.append(isInside ? image.pixels[y * image.size.width + x] : nil)
      }
    }
    return tile
  }

  /// The marks as the documentation derives them from Unicode 6.0: above the letter, without a
  /// decomposition, and not what normalisation may fuse with a letter.
  static let marks: [Unicode.Scalar] = {
    let fused: Set<UInt32> = [
      0x300, 0x301, 0x302, 0x303, 0x304, 0x306, 0x307, 0x308, 0x309, 0x30A, 0x30B, 0x30C, 0x30F,
      0x311, 0x313, 0x314, 0x342, 0x653, 0x654,
    ]
    return (0..<0x20000).compactMap { Unicode.Scalar($0 as UInt32) }.filter { scalar in
      let properties = scalar.properties
      guard properties.canonicalCombiningClass == .above, let age = properties.age,
        age.major <= 6 && (age.major < 6 || age.minor == 0), !fused.contains(scalar.value)
      else { return false }
      let text = String(scalar)
      return properties.generalCategory == .nonspacingMark
        && Array(text.decomposedStringWithCanonicalMapping.unicodeScalars) == [scalar]
    }
  }()

  func largest(in terminal: FakeTerminal) -> Bitmap? {
    let seen = shown.compactMap { images[$0.number] } + virtual.keys.compactMap { images[$0] }
    return seen.max { $0.size.width * $0.size.height < $1.size.width * $1.size.height }?.bitmap
  }

  var count: Int { shown.count + virtual.count }
}
