import Engine
import Files
import Recipes
import Terminal

/// The kept pictures: a list, and the selected one.
struct GalleryView {
  private let gallery: GalleryState
  /// Why the terminal shows no pictures; nil where it does.
  private let picturesAreOff: String?
  private let keymap: Keymap
  private let list: Rect
  private let preview: Rect

  init(
    _ gallery: GalleryState, picturesAreOff: String?, keymap: Keymap, in layout: Layout
  ) {
    self.gallery = gallery
    self.picturesAreOff = picturesAreOff
    self.keymap = keymap
    var body = layout.body
    list = body.takeLeft(layout.controls.width)
    preview = body
  }

  func draw(on frame: inout Frame<Part>) {
    frame.canvas.frame(list, Style(.focusedBorder))
    let count = gallery.pictures.count
    frame.canvas.write(
      " Kept pictures ", at: Point(x: list.x + 2, y: list.y), Style(.activeTab), in: list)
    if count > 0 {
      frame.canvas.write(
        " \(gallery.selection + 1)/\(count) ", endingAt: list.maxX - 2, y: list.y, .muted)
    }
    if let counts = gallery.counts {
      frame.canvas.write(
        " \(counts) ", endingAt: list.maxX - 2, y: list.maxY - 1, Style(.notice))
    }
    drawList(on: &frame)
    drawPreview(on: &frame)
  }

  private func drawList(on frame: inout Frame<Part>) {
    let area = list.inset(horizontally: 2, vertically: 1)
    let pictures = gallery.pictures
    guard !pictures.isEmpty else {
      let key = keymap.name(of: .drawing(.keep), in: .commands)
      let words =
        gallery.isLoading
        ? ["Reading the gallery…"]
        : ["No pictures yet", "", "Draw one and press \(key) to keep it."]
      let top = area.y + max(0, area.height - words.count) / 2
      for (index, line) in words.enumerated() {
        frame.canvas.write(line, centredIn: area, y: top + index, index == 0 ? .text : .muted)
      }
      return
    }
    // An empty line between two where there is much room.
    let rows = List(
      in: area, count: pictures.count, selection: gallery.selection, rowHeight: 2,
      gap: area.height >= 36 ? 1 : 0)
    rows.draw(on: &frame, as: { .kept($0) }) { canvas, index, row, isSelected in
      draw(pictures[index], in: row, isSelected, on: &canvas)
    }
  }

  private func draw(
    _ kept: KeptPicture, in row: Rect, _ isSelected: Bool, on canvas: inout Canvas
  ) {
    canvas.write(
      kept.title.truncated(to: row.width), at: Point(x: row.x, y: row.y),
      Style(isSelected ? .selection : .text), in: row)
    var details = kept.date
    if let recipe = kept.recipe { details += "  seed \(recipe.seed)" }
    if kept.problem != nil { details += kept.isLink ? "  link" : "  damaged" }
    canvas.write(
      details.truncated(to: row.width), at: Point(x: row.x, y: row.y + 1), .muted, in: row)
  }

  private func drawPreview(on frame: inout Frame<Part>) {
    frame.canvas.frame(preview, Style(.border))
    var inner = preview.inset(horizontally: 1, vertically: 1)
    // What a picture was drawn with is read whole, also where there are few columns.
    let words = gallery.selected?.settings ?? ""
    let lines = WrappedText(Array(words), width: inner.width - 2).strings(of: words)
    let caption = inner.takeTop(min(max(1, lines.count), inner.height / 2))
      .inset(horizontally: 1, vertically: 0)
    frame.canvas.fill(inner, with: .reserved)
    frame.mark(inner, as: .picture)
    guard let selected = gallery.selected else { return }
    let name = selected.path.name
    frame.canvas.write(
      " \(name.truncated(to: preview.width - 6)) ", at: Point(x: preview.x + 2, y: preview.y),
      Style(.title), in: preview)
    for (row, line) in lines.prefix(caption.height).enumerated() {
      frame.canvas.write(
        line, at: Point(x: caption.x, y: caption.y + row),
        Style(selected.problem == nil ? .muted : .error), in: caption)
    }
    if gallery.image != nil, let reason = picturesAreOff {
      frame.canvas.write(reason, centredIn: inner, y: inner.y + inner.height / 2, .muted)
    } else if let source = gallery.image {
      frame.images.append(PlacedImage(source, in: inner, of: .picture, isLive: false))
    } else {
      // What is said above is not said twice.
      guard selected.problem == nil else { return }
      let words = gallery.problem ?? "Reading the picture…"
      let style = Style(gallery.problem == nil ? .muted : .error)
      let lines = WrappedText(Array(words), width: inner.width - 2).strings(of: words)
      let top = inner.y + max(0, inner.height - lines.count) / 2
      for (row, line) in lines.prefix(inner.height).enumerated() {
        frame.canvas.write(line, centredIn: inner, y: top + row, style)
      }
    }
  }
}

extension KeptPicture {
  /// What stands for the picture in a list.
  fileprivate var title: String {
    guard let recipe else { return path.name }
    return recipe.prompt.isEmpty ? "(empty prompt)" : recipe.prompt
  }

  fileprivate var settings: String {
    guard let recipe else { return problem ?? "without a recipe" }
    let guidance = [recipe.stageC.guidance, recipe.stageB.guidance].map(NumberText.exact)
    let c = "latent \(Self.steps(recipe.stageC.stepCount)), guidance \(guidance[0])"
    let stageB = recipe.stageB.temperature == nil ? "detail" : "tokens"
    let b = "\(stageB) \(Self.steps(recipe.stageB.steps)), guidance \(guidance[1])"
    let input = recipe.start.path.map { ", from \($0.name)" } ?? ""
    let negative = recipe.negative.isEmpty ? "" : ", not “\(recipe.negative)”"
    return "\(ModelPlace.shortened(recipe.model)), \(c), \(b)\(input)\(negative)"
  }

  private static func steps(_ count: Int) -> String { count == 1 ? "1 step" : "\(count) steps" }
}
