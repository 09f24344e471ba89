import Engine
import Recipes
import Terminal

/// The models to choose from, and what is known of the marked one, in a window.
struct ModelsView {
  private let picker: ModelsState
  /// The name of the model in use.
  private let current: String
  private let keymap: Keymap

  init(_ picker: ModelsState, inUse current: String, keymap: Keymap) {
    self.picker = picker
    self.current = current
    self.keymap = keymap
  }

  private static let detailRows = 6

  func draw(on frame: inout Frame<Part>) {
    let offers = picker.offers
    let most = Window.room(on: frame.canvas.size).height - Self.detailRows - 1
    let rows = max(1, min(offers.count, most))
    let buttons = keymap.buttons(
      [("chooses", .models(.choose)), ("closes", .go(.back))], in: .models)
    var inner = Window("Models", rows: rows + 1 + Self.detailRows, hint: "reading…")
      .open(on: &frame, as: .window, buttons: picker.isComplete ? buttons : [])
    let list = inner.takeTop(rows)
    frame.canvas.rule(inner.takeTop(1), Style(.border))
    let column = List(in: list, count: offers.count, selection: picker.selection)
    column.draw(on: &frame, as: { .model($0) }) { canvas, index, row, isSelected in
      draw(offers[index], in: row, isSelected, on: &canvas)
    }
    if offers.isEmpty {
      let words = picker.isComplete ? "No models were found" : "Looking for models…"
      frame.canvas.write(words, at: Point(x: list.x, y: list.y), .muted, in: list)
    }
    drawDetails(in: inner, on: &frame.canvas)
  }

  private func draw(
    _ offer: ModelOffer, in row: Rect, _ isSelected: Bool, on canvas: inout Canvas
  ) {
    let columns = facts(of: offer)
    var end = row.maxX
    for (text, width, style) in columns.reversed() {
      canvas.write(text, at: Point(x: end - width, y: row.y), style, in: row)
      end -= width + 2
    }
    let name = ModelPlace.shortened(offer.model.name).truncated(to: end - row.x)
    canvas.write(
      name, at: Point(x: row.x, y: row.y), Style(isSelected ? .selection : .text), in: row)
  }

  private func facts(of offer: ModelOffer) -> [(text: String, width: Int, style: Style)] {
    let use = offer.isNamed(current) ? "in use" : ""
    switch offer.state {
    case .unread: return [("…", 9, .muted), ("", 9, .muted), (use, 6, Style(.success))]
    case .unusable: return [("cannot be opened", 26, Style(.error))]
    case .known(let facts):
      return [
        (facts.sizes.standard.description, 9, Style(.value)),
        (facts.drawsTokens ? "version 1" : "version 2", 9, .muted), (use, 6, Style(.success)),
      ]
    }
  }

  private func drawDetails(in area: Rect, on canvas: inout Canvas) {
    guard let offer = picker.selected else { return }
    var y = area.y
    func write(_ text: String, _ style: Style, atMost rows: Int) {
      let lines = WrappedText(Array(text), width: area.width).strings(of: text)
      for (index, line) in lines.prefix(min(rows, area.maxY - y)).enumerated() {
        let isCut = index == rows - 1 && lines.count > rows
        canvas.write(
          isCut ? (line + "…").truncated(to: area.width) : line, at: Point(x: area.x, y: y), style,
          in: area)
        y += 1
      }
    }
    switch offer.state {
    case .unread: write("reading…", .muted, atMost: 1)
    case .unusable(let reason): write(reason, Style(.error), atMost: Self.detailRows - 1)
    case .known(let facts):
      write(Self.words(facts), .text, atMost: 3)
      if let problem = facts.inputProblem {
        write("No picture to begin from: \(problem)", Style(.notice), atMost: 3)
      } else {
        write("Can begin from a picture", .text, atMost: 1)
      }
    }
    if y < area.maxY { write(offer.model.place, .muted, atMost: area.maxY - y) }
  }

  private static func words(_ facts: ModelFacts) -> String {
    let grids = facts.grids(for: facts.sizes.standard)
    let fine =
      facts.codes.map { "\(grids.fine) tokens out of \($0) codes" }
      ?? "\(grids.fine) detail"
    return "\(grids.latent) latent, \(fine), \(facts.sizes.standard) pixels; "
      + "width and height: \(facts.sizes.sentence)"
  }
}
