import Engine
import Recipes
import Terminal

/// The prompt and the negative prompt.
struct PromptView {
  private let prompt: Field
  private let negative: Field
  private let layout: Layout

  /// A text, and what stands in its place while it is empty.
  struct Field {
    let title: String
    let text: PromptField
    /// The names of the styles that are added.
    var styles: [String] = []
    let placeholder: String
    let isFocused: Bool
    /// What the model makes of the text, once that is known.
    var report: PromptReport?
    /// Whether the word at the cursor is one that is only begun.
    var isCompleting = false

    /// The title with the styles, or with their number where they have no room.
    func title(fitting columns: Int) -> String {
      let whole = ([title] + styles).joined(separator: " · ")
      return whole.columns <= columns || styles.isEmpty ? whole : "\(title) +\(styles.count)"
    }
  }

  init(prompt: Field, negative: Field, in layout: Layout) {
    self.prompt = prompt
    self.negative = negative
    self.layout = layout
  }

  func draw(on frame: inout Frame<Part>) {
    frame.canvas.frame(layout.controls, Style(.border))
    draw(prompt, in: layout.prompt, on: &frame)
    frame.canvas.divide(layout.controls, at: layout.negative.y - 1, Style(.border))
    draw(negative, in: layout.negative, on: &frame)
    frame.mark(layout.prompt, as: .prompt)
    frame.mark(layout.negative, as: .negative)
  }

  private func draw(_ field: Field, in area: Rect, on frame: inout Frame<Part>) {
    // The counter has its place behind.
    let title = field.title(fitting: area.width - 20)
    frame.heading(title, over: area, in: layout.controls, field.isFocused)
    if field.text.isEmpty {
      let hint = WrappedText(Array(field.placeholder), width: area.width)
      let lines = hint.strings(of: field.placeholder).prefix(area.height)
      for (index, line) in lines.enumerated() {
        frame.canvas.write(
          line, at: Point(x: area.x, y: area.y + index), Style(.placeholder), in: area)
      }
      if field.isFocused { frame.cursor = Point(x: area.x, y: area.y) }
      return
    }
    let (characters, cursor) = (field.text.characters, field.text.cursor)
    // The last column is for a cursor behind a full line.
    let wrapped = WrappedText(characters, width: area.width - 1)
    let line = wrapped.line(of: cursor)
    let window = ScrollWindow(
      count: wrapped.lines.count, height: area.height, around: field.isFocused ? line : 0)
    drawMarks(of: field, window, over: area, on: &frame)
    let isBegun = field.isFocused && field.isCompleting
    let unknown = (field.report.map { UnknownWords($0.unknownWords, in: characters).ranges } ?? [])
      .filter { !isBegun || $0.upperBound != cursor }
    for (row, range) in wrapped.lines[window.lines].enumerated() {
      let y = area.y + row
      frame.canvas.write(
        String(characters[range]), at: Point(x: area.x, y: y),
        Style(field.isFocused ? .prompt : .text), in: area)
      func restyle(_ part: Range<Int>, _ change: (Style) -> Style) {
        let part = part.clamped(to: range)
        guard !part.isEmpty else { return }
        let before = characters[range.lowerBound..<part.lowerBound].reduce(0) { $0 + $1.columns }
        let columns = characters[part].reduce(0) { $0 + $1.columns }
        frame.canvas.restyle(
          Rect(x: area.x + before, y: y, width: columns, height: 1).intersection(area), change)
      }
      // What the model does not read is there and out of the way.
      let read = min(field.report?.charactersRead ?? characters.count, characters.count)
      restyle(read..<characters.count) { _ in Style(.placeholder) }
      for word in unknown { restyle(word) { Style($0.role, .underline) } }
      if field.isFocused, let selection = field.text.selection {
        restyle(selection) { Style($0.role, $0.attributes.union(.reverse)) }
      }
    }
    guard field.isFocused else { return }
    let before = characters[wrapped.lines[line].lowerBound..<cursor]
    let column = before.reduce(0) { $0 + $1.columns }
    frame.cursor = Point(
      x: min(area.x + column, area.maxX - 1), y: area.y + line - window.lines.lowerBound)
  }

  /// Says at the right end of the border how much of the text is read, and where more of it is than
  /// is seen.
  private func drawMarks(
    of field: Field, _ window: ScrollWindow, over area: Rect, on frame: inout Frame<Part>
  ) {
    let arrows = (window.hidesAbove ? "↑" : "") + (window.hidesBelow ? "↓" : "")
    let count = field.report.map { "\($0.tokens)/\($0.limit) tokens" } ?? ""
    let words = [arrows, count].filter { !$0.isEmpty }
    guard !words.isEmpty else { return }
    frame.canvas.write(
      " \(words.joined(separator: " ")) ", endingAt: layout.controls.maxX - 2, y: area.y - 1,
      Style(field.report?.isTruncated ?? false ? .notice : .muted))
  }
}

/// Where the words stand in a text that a model never learned.
struct UnknownWords {
  let ranges: [Range<Int>]

  /// - Parameter words: in lower case.
  init(_ words: [String], in characters: [Character]) {
    let words = Set(words)
    var found: [Range<Int>] = []
    var start = 0
    while !words.isEmpty, start < characters.count {
      guard characters[start].isLetter else {
        start += 1
        continue
      }
      let end = characters[start...].firstIndex { !$0.isLetter } ?? characters.count
      if words.contains(String(characters[start..<end]).lowercased()) { found.append(start..<end) }
      start = end
    }
    ranges = found
  }
}

extension PromptField {
  /// The character under a cell of a field that is drawn in `area`.
  func place(at point: Point, in area: Rect, isFocused: Bool) -> Int {
    let wrapped = WrappedText(characters, width: area.width - 1)
    let window = ScrollWindow(
      count: wrapped.lines.count, height: area.height,
      around: isFocused ? wrapped.line(of: cursor) : 0)
    let line = min(window.lines.lowerBound + point.y - area.y, wrapped.lines.count - 1)
    guard wrapped.lines.indices.contains(line) else { return 0 }
    var (place, x) = (wrapped.lines[line].lowerBound, area.x)
    while place < wrapped.lines[line].upperBound, x + characters[place].columns <= point.x {
      x += characters[place].columns
      place += 1
    }
    return place
  }
}

extension Frame {
  /// Writes the title of a part of a frame on the line above it, and marks the one in focus.
  mutating func heading(_ title: String, over area: Rect, in frame: Rect, _ isFocused: Bool) {
    let point = Point(x: frame.x + 2, y: area.y - 1)
    if isFocused {
      canvas.restyle(
        Rect(x: frame.x, y: area.y - 1, width: frame.width, height: 1)
      ) { _ in Style(.focusedBorder) }
      for x in [frame.x, frame.maxX - 1] {
        canvas.restyle(Rect(x: x, y: area.y, width: 1, height: area.height)) { _ in
          Style(.focusedBorder)
        }
      }
    }
    canvas.write(" \(title) ", at: point, Style(isFocused ? .activeTab : .title), in: frame)
  }
}
