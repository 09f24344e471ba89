import Engine
import Recipes
import Terminal

/// The kept pictures: a list, and the selected one.
struct GalleryView {
  private let state: State
  private let list: Rect
  private let preview: Rect

  init(_ state: State, _ layout: Layout) {
    self.state = state
    var body = layout.body
    list = body.takeLeft(layout.controls.width)
    preview = body
  }

  func draw(on frame: inout Frame) {
    frame.canvas.frame(list, Style(.focusedBorder))
    let count = state.gallery.pictures.count
    frame.canvas.write(
      " Kept pictures ", at: Point(x: list.x + 2, y: list.y), Style(.activeTab), in: list)
    if count > 0 {
      frame.canvas.write(
        " \(state.gallery.selection + 1)/\(count) ", endingAt: list.maxX - 2, y: list.y, .muted)
    }
    drawList(on: &frame)
    drawPreview(on: &frame)
  }

  private func drawList(on frame: inout Frame) {
    let area = list.inset(horizontally: 2, vertically: 1)
    let pictures = state.gallery.pictures
    guard !pictures.isEmpty else {
      let words =
        state.gallery.isLoading
        ? ["Reading the gallery…"] : ["No pictures yet", "", "Draw one and press s to keep it."]
      let top = area.y + max(0, area.height - words.count) / 2
      for (index, line) in words.enumerated() {
        frame.canvas.write(line, centredIn: area, y: top + index, index == 0 ? .text : .muted)
      }
      return
    }
    // Two rows each, and an empty one between where there is much room.
    let pitch = area.height >= 36 ? 3 : 2
    let visible = max(1, (area.height + pitch - 2) / pitch)
    let first = max(
      0, min(state.gallery.selection - visible / 2, pictures.count - visible))
    for (row, index) in (first..<min(pictures.count, first + visible)).enumerated() {
      draw(pictures[index], y: area.y + row * pitch, index == state.gallery.selection, on: &frame)
    }
  }

  private func draw(_ kept: KeptPicture, y: Int, _ isSelected: Bool, on frame: inout Frame) {
    let area = list.inset(horizontally: 2, vertically: 1)
    if isSelected { frame.canvas.write("▸", at: Point(x: area.x, y: y), Style(.selection)) }
    let text = Rect(x: area.x + 2, y: y, width: area.width - 2, height: 2)
    frame.canvas.write(
      kept.title.truncated(to: text.width), at: Point(x: text.x, y: y),
      Style(isSelected ? .selection : .text), in: area)
    guard y + 1 < area.maxY else { return }
    var details = kept.date
    if let recipe = kept.recipe { details += "  seed \(recipe.seed)" }
    frame.canvas.write(
      details.truncated(to: text.width), at: Point(x: text.x, y: y + 1), .muted, in: area)
  }

  private func drawPreview(on frame: inout Frame) {
    frame.canvas.frame(preview, Style(.border))
    var inner = preview.inset(horizontally: 1, vertically: 1)
    let caption = inner.takeTop(1).inset(horizontally: 1, vertically: 0)
    frame.canvas.fill(inner, with: .reserved)
    guard let selected = state.gallery.selected else { return }
    let name = String(selected.path.split(separator: "/").last ?? "")
    frame.canvas.write(
      " \(name.truncated(to: preview.width - 6)) ", at: Point(x: preview.x + 2, y: preview.y),
      Style(.title), in: preview)
    frame.canvas.write(
      selected.settings.truncated(to: caption.width), at: Point(x: caption.x, y: caption.y),
      .muted, in: caption)
    if state.gallery.image != nil, let reason = state.picturesAreOff {
      frame.canvas.write(reason, centredIn: inner, y: inner.y + inner.height / 2, .muted)
    } else if let source = state.gallery.image {
      frame.image = PlacedImage(source: source, pane: inner, isLive: false)
    } else {
      let line = state.gallery.problem ?? "Reading the picture…"
      let style = Style(state.gallery.problem == nil ? .muted : .error)
      frame.canvas.write(line, centredIn: inner, y: inner.y + inner.height / 2, style)
    }
  }
}

extension KeptPicture {
  /// What stands for the picture in a list.
  fileprivate var title: String {
    guard let recipe else { return String(path.split(separator: "/").last ?? "") }
    return recipe.prompt.isEmpty ? "(empty prompt)" : recipe.prompt
  }

  fileprivate var settings: String {
    guard let recipe else { return "without a recipe" }
    let c = "latent \(recipe.stageC.stepCount)×\(Self.decimal(recipe.stageC.guidance))"
    let stageB = recipe.stageB.temperature == nil ? "detail" : "tokens"
    let b = "\(stageB) \(recipe.stageB.steps)×\(Self.decimal(recipe.stageB.guidance))"
    let input = recipe.start.path.map { ", from \(InputPicture.name(of: $0))" } ?? ""
    let negative = recipe.negative.isEmpty ? "" : ", not “\(recipe.negative)”"
    return "\(ModelPlace.shortened(recipe.model)), \(c), \(b)\(input)\(negative)"
  }

  private static func decimal(_ value: Float) -> String {
    Setting.decimal(Double(value), places: 1)
  }
}
