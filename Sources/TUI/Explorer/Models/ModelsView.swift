import Engine
import Recipes
import Terminal

/// The models to choose from, and what is known of the marked one, in a window.
struct ModelsView {
  private let state: State

  init(_ state: State) { self.state = state }

  private static let detailRows = 6

  func draw(on frame: inout Frame) {
    let offers = state.picker.offers
    let columns = min(84, state.size.width - 4)
    let most = state.size.height - 4 - Self.detailRows - 1
    let rows = max(1, min(offers.count, most))
    let choosing = "\(state.keyName(.models(.choose), in: .models)) chooses"
    let closing = "\(state.keyName(.go(.back), in: .models)) closes"
    let hint = state.picker.isComplete ? "\(choosing), \(closing)" : "reading…"
    var inner = frame.window(
      "Models", Size(width: columns, height: rows + 1 + Self.detailRows), hint: hint)
    let list = inner.takeTop(rows)
    frame.canvas.write(
      String(repeating: "─", count: inner.width), at: Point(x: inner.x, y: inner.y),
      Style(.border), in: inner)
    _ = inner.takeTop(1)
    let first = max(0, min(state.picker.selection - rows / 2, offers.count - rows))
    for (row, index) in (first..<min(offers.count, first + rows)).enumerated() {
      draw(
        offers[index], y: list.y + row, in: list, index == state.picker.selection, on: &frame)
    }
    if offers.isEmpty {
      let words = state.picker.isComplete ? "No models were found" : "Looking for models…"
      frame.canvas.write(words, at: Point(x: list.x, y: list.y), .muted, in: list)
    }
    drawDetails(in: inner, on: &frame)
  }

  private func draw(
    _ offer: ModelOffer, y: Int, in list: Rect, _ isSelected: Bool, on frame: inout Frame
  ) {
    let columns = facts(of: offer)
    var end = list.maxX
    for (text, width, style) in columns.reversed() {
      frame.canvas.write(text, at: Point(x: end - width, y: y), style, in: list)
      end -= width + 2
    }
    if isSelected { frame.canvas.write("▸", at: Point(x: list.x, y: y), Style(.selection)) }
    let name = ModelPlace.shortened(offer.model.name).truncated(to: end - list.x - 2)
    frame.canvas.write(
      name, at: Point(x: list.x + 2, y: y), Style(isSelected ? .selection : .text), in: list)
  }

  private func facts(of offer: ModelOffer) -> [(text: String, width: Int, style: Style)] {
    let use = offer.isNamed(state.facts.name) ? "in use" : ""
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

  private func drawDetails(in area: Rect, on frame: inout Frame) {
    guard let offer = state.picker.selected else { return }
    var y = area.y
    func write(_ text: String, _ style: Style, atMost rows: Int) {
      let lines = WrappedText(Array(text), width: area.width).strings(of: text)
      for (index, line) in lines.prefix(min(rows, area.maxY - y)).enumerated() {
        let isCut = index == rows - 1 && lines.count > rows
        frame.canvas.write(
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
