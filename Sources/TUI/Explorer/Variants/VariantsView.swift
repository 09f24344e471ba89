import Terminal

/// The prompts that are drawn one after the other, in a window before that.
struct VariantsView {
  private let variants: VariantsState
  private let keymap: Keymap

  init(_ variants: VariantsState, keymap: Keymap) {
    self.variants = variants
    self.keymap = keymap
  }

  /// The line of the seeds, and an empty one.
  private static let headRows = 2

  /// How many prompts are seen.
  static func rows(of variants: VariantsState?, on size: Size) -> Int {
    max(1, min(variants?.prompts.count ?? 0, Window.room(on: size).height - headRows))
  }

  func draw(on frame: inout Frame<Part>) {
    let count = variants.prompts.count
    let rows = Self.rows(of: variants, on: frame.canvas.size)
    let inner = Window(
      count == 1 ? "One variant" : "\(count) variants", rows: rows + Self.headRows
    ).open(
      on: &frame, as: .window,
      buttons: keymap.buttons(
        [("draws them", .variants(.accept)), ("draws none", .go(.back))], in: .varying))
    let key = keymap.name(of: .variants(.changeSeeds), in: .varying)
    let seeds =
      variants.isCounting
      ? "Seeds count up from \(variants.seed); \(key) gives all the same"
      : "All have the seed \(variants.seed); \(key) counts up"
    frame.canvas.write(
      seeds.truncated(to: inner.width), at: Point(x: inner.x, y: inner.y), .muted, in: inner)
    frame.mark(
      Rect(x: inner.x, y: inner.y, width: inner.width, height: 1),
      as: .button(.variants(.changeSeeds)))
    let area = Rect(x: inner.x, y: inner.y + 2, width: inner.width, height: rows)
    let columns = "\(count)".columns
    List(in: area, count: count, selection: variants.selection).draw(
      on: &frame, as: { .variant($0) }
    ) { canvas, index, cells, isSelected in
      let number = "\(index + 1)".paddedAtStart(to: columns)
      let x = canvas.write(number, at: Point(x: cells.x, y: cells.y), .muted, in: cells) + 2
      let prompt = variants.prompts[index].truncated(to: cells.maxX - x)
      canvas.write(
        prompt, at: Point(x: x, y: cells.y), isSelected ? Style(.selection) : .text, in: cells)
    }
  }
}
