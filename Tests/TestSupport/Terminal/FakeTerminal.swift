import Foundation
package import Render

/// A terminal that keeps text and pictures by the rules of a kind of terminal, as its documentation
/// has them, and answers the questions that such a one answers.
package final class FakeTerminal {
  package let kind: Kind
  package let cell = PixelSize(width: 10, height: 20)
  package private(set) var columns: Int
  package private(set) var rows: Int
  /// What was sent that no such terminal understands, or that does harm there.
  package private(set) var faults: [String] = []
  /// How often the screen scrolled though nobody asked for it.
  package private(set) var slips = 0
  /// What is to be sent back.
  package var replies: [UInt8] = []
  package private(set) var bytes = 0

  var grid: [[FakeCell]]
  var pictures: any FakePictures
  var cursor = (x: 0, y: 0)
  private var main: [[FakeCell]]?
  private var saved = (x: 0, y: 0)
  private var isWrapPending = false
  private var region: Range<Int>
  private var style = FakeStyle()
  private var last: Character = " "
  private var parser = FakeParser()

  package init(_ kind: Kind, columns: Int = 110, rows: Int = 36) {
    self.kind = kind
    self.columns = columns
    self.rows = rows
    grid = Self.blank(columns, rows)
    region = 0..<rows
    pictures = kind.pictures
  }

  /// Takes what a program wrote.
  package func take(_ data: some Sequence<UInt8>) {
    for token in parser.feed(data) {
      bytes += 1
      perform(token)
    }
  }

  package func resize(columns: Int, rows: Int) {
    func fit(_ old: [[FakeCell]]) -> [[FakeCell]] {
      (0..<rows).map { y in
        (0..<columns).map { x in y < old.count && x < old[y].count ? old[y][x] : FakeCell() }
      }
    }
    grid = fit(grid)
    main = main.map(fit)
    (self.columns, self.rows) = (columns, rows)
    region = 0..<rows
    cursor = (min(cursor.x, columns - 1), min(cursor.y, rows - 1))
  }

  package func fault(_ words: String) { if faults.count < 20 { faults.append(words) } }
  func reply(_ text: String) { replies += text.utf8 }
  func slip() { slips += 1 }

  private static func blank(_ columns: Int, _ rows: Int) -> [[FakeCell]] {
    Array(repeating: Array(repeating: FakeCell(), count: columns), count: rows)
  }

  // MARK: Acting

  private func perform(_ token: FakeParser.Token) {
    switch token {
    case .text(let scalar): write(scalar)
    case .control(let byte): control(byte)
    case .escape(let bytes): escape(bytes)
    case .sequence(let sequence): perform(sequence)
    case .string(let kind, let body): string(kind, body)
    case .broken(let words): fault(words)
    }
  }

  private func write(_ scalar: Unicode.Scalar) {
    if scalar.properties.generalCategory == .nonspacingMark {
      let (x, y) = (isWrapPending ? cursor.x : max(0, cursor.x - 1), cursor.y)
      grid[y][x].text.unicodeScalars.append(scalar)
      return
    }
    if isWrapPending {
      cursor.x = 0
      lineFeed()
      isWrapPending = false
    }
    put(Character(scalar), x: cursor.x, y: cursor.y)
    last = Character(scalar)
    if cursor.x == columns - 1 { isWrapPending = true } else { cursor.x += 1 }
  }

  private func put(_ text: Character, x: Int, y: Int) {
    grid[y][x] = FakeCell(text: String(text), style: style)
    pictures.textWritten(x: x, y: y)
  }

  private func erase(_ columns: Range<Int>, row: Int) {
    for x in columns.clamped(to: 0..<self.columns) {
      grid[row][x] = FakeCell(text: " ", style: style.erased)
    }
    pictures.erased(columns, row: row)
  }

  private func lineFeed() {
    if cursor.y == region.upperBound - 1 {
      scroll(1)
      // Lines of the shell scroll its own screen.
      if main != nil { slips += 1 }
    } else {
      cursor.y = min(rows - 1, cursor.y + 1)
    }
  }

  /// Up where `count` is positive.
  func scroll(_ count: Int) {
    for _ in 0..<min(abs(count), region.count) {
      let empty = Array(repeating: FakeCell(), count: columns)
      if count > 0 {
        grid.remove(at: region.lowerBound)
        grid.insert(empty, at: region.upperBound - 1)
      } else {
        grid.remove(at: region.upperBound - 1)
        grid.insert(empty, at: region.lowerBound)
      }
    }
    pictures.scrolled(count, rows: region, isWhole: region == 0..<rows)
  }

  private func control(_ byte: UInt8) {
    switch byte {
    case 0x07: break
    case 0x08: cursor.x = max(0, cursor.x - 1)
    case 0x09: cursor.x = min(columns - 1, (cursor.x / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: cursor.x = 0
    case 0x0E, 0x0F, 0x18: break
    default: fault("the control \(byte)")
    }
    isWrapPending = false
  }

  private func escape(_ bytes: [UInt8]) {
    switch String(decoding: bytes, as: UTF8.self) {
    case "7": saved = cursor
    case "8": (cursor, isWrapPending) = (saved, false)
    case "M":
      if cursor.y == region.lowerBound { scroll(-1) } else { cursor.y = max(0, cursor.y - 1) }
    case "=", ">", "(B", ")0", "(0", ")B", "\\", "c": break
    case let other: fault("the escape sequence \(other)")
    }
  }

  private func perform(_ sequence: FakeParser.Sequence) {
    let first = sequence.numbers.first ?? 0
    let count = max(1, first)
    if !"mhlpb".contains(sequence.final) { isWrapPending = false }
    switch (sequence.prefix, sequence.final) {
    case ("", "H"), ("", "f"):
      let place = sequence.numbers + [0, 0]
      cursor = (min(columns, max(1, place[1])) - 1, min(rows, max(1, place[0])) - 1)
    case ("", "A"): cursor.y = max(0, cursor.y - count)
    case ("", "B"): cursor.y = min(rows - 1, cursor.y + count)
    case ("", "C"): cursor.x = min(columns - 1, cursor.x + count)
    case ("", "D"): cursor.x = max(0, cursor.x - count)
    case ("", "G"): cursor.x = min(columns, count) - 1
    case ("", "d"): cursor.y = min(rows, count) - 1
    case ("", "J"): eraseScreen(first)
    case ("", "K"):
      let columns = [cursor.x..<self.columns, 0..<cursor.x + 1, 0..<self.columns]
      erase(columns[min(2, first)], row: cursor.y)
    case ("", "X"): erase(cursor.x..<cursor.x + count, row: cursor.y)
    case ("", "b"): for _ in 0..<count { write(last.unicodeScalars.first ?? " ") }
    case ("", "@"): shift(count)
    case ("", "P"): shift(-count)
    case ("", "L"): scrollPart(-count)
    case ("", "M"): scrollPart(count)
    case ("", "S"): scroll(count)
    case ("", "T"): scroll(-count)
    case ("", "m"): style.apply(sequence.numbers)
    case ("", "r"):
      let top = max(1, first)
      let bottom = sequence.numbers.count > 1 ? sequence.numbers[1] : rows
      region = top - 1..<min(rows, max(top, bottom))
      cursor = (0, 0)
    case ("?", "h"), ("?", "l"): sequence.numbers.forEach { set($0, sequence.final == "h") }
    case ("", "h"), ("", "l"): break
    default: answer(sequence)
    }
  }

  private func eraseScreen(_ part: Int) {
    switch part {
    case 0:
      erase(cursor.x..<columns, row: cursor.y)
      for row in cursor.y + 1..<max(cursor.y + 1, rows) { erase(0..<columns, row: row) }
      if cursor == (0, 0) { pictures.cleared() }
    case 1:
      for row in 0..<cursor.y { erase(0..<columns, row: row) }
      erase(0..<cursor.x + 1, row: cursor.y)
    default:
      for row in 0..<rows { erase(0..<columns, row: row) }
      pictures.cleared()
    }
  }

  private func shift(_ count: Int) {
    let row = cursor.y
    for _ in 0..<min(abs(count), columns - cursor.x) {
      if count > 0 {
        grid[row].insert(FakeCell(), at: cursor.x)
        grid[row].removeLast()
      } else {
        grid[row].remove(at: cursor.x)
        grid[row].append(FakeCell())
      }
    }
    pictures.erased(cursor.x..<columns, row: row)
  }

  private func scrollPart(_ count: Int) {
    let whole = region
    region = min(cursor.y, whole.upperBound - 1)..<whole.upperBound
    scroll(count)
    region = whole
  }

  private func set(_ mode: Int, _ isOn: Bool) {
    guard mode == 1049 else { return }
    if isOn, main == nil {
      main = grid
      saved = cursor
      grid = Self.blank(columns, rows)
    } else if !isOn, let before = main {
      grid = before
      main = nil
      cursor = saved
    }
    pictures.cleared()
  }

  private func string(_ kind: UInt8, _ body: [UInt8]) {
    if kind == UInt8(ascii: "]") {
      let text = String(decoding: body, as: UTF8.self)
      if text.hasPrefix("11;?") {
        reply("\u{1B}]11;rgb:1010/1010/1010\u{1B}\\")
        return
      }
      if ["0;", "1;", "2;", "52;", "9;", "99;", "104", "777;", "22;", "23;"].contains(
        where: text.hasPrefix)
      {
        return
      }
    }
    if pictures.take(kind, body, of: self) { return }
    // Questions of others are passed over, but for tmux, which makes a title of one.
    let isQuestion =
      body.starts(with: Array("Gi=31".utf8)) || body == Array("1337;ReportCellSize".utf8)
    if !isQuestion || self.kind == .tmux {
      fault("the string \(String(decoding: body.prefix(40), as: UTF8.self))")
    }
  }
}

/// One cell of text.
package struct FakeCell: Equatable {
  package var text = " "
  var style = FakeStyle()
}

/// How text looks, in the numbers of SGR.
struct FakeStyle: Equatable {
  var attributes: Set<Int> = []
  var foreground: [Int] = []
  var background: [Int] = []

  var erased: FakeStyle { FakeStyle(background: background) }

  mutating func apply(_ numbers: [Int]) {
    var rest = (numbers.isEmpty ? [0] : numbers)[...]
    while let number = rest.popFirst() {
      switch number {
      case 0: self = FakeStyle()
      case 1...9: attributes.insert(number)
      case 22: attributes.subtract([1, 2])
      case 23...29: attributes.remove(number - 20)
      case 30...37, 90...97: foreground = [number]
      case 40...47, 100...107: background = [number - 10]
      case 39: foreground = []
      case 49: background = []
      case 38, 48:
        let count = rest.first == 2 ? 4 : 2
        let colour = Array(rest.prefix(count))
        rest = rest.dropFirst(count)
        if number == 38 { foreground = colour } else { background = colour }
      default: break
      }
    }
  }
}
