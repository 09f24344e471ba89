import Recipes
import Render
import Terminal

/// Pictures against each other, and below what differs between them.
struct CompareView {
  let comparison: Comparison
  let facts: ModelFacts
  /// Why the terminal shows no pictures; nil where it does.
  let picturesAreOff: String?
  let maps: ThemeMaps
  let room: ImageRoom
  let area: Rect

  private static let captionRows = 4

  /// The cells of the picture in front.
  static func pane(of comparison: Comparison, in area: Rect) -> Rect {
    var inner = area.inset(horizontally: 1, vertically: 1)
    _ = inner.takeBottom(captionRows)
    guard comparison.look == .sideBySide else { return inner }
    var cell = cells(of: comparison.sides.count, in: inner)[comparison.front]
    _ = cell.takeTop(1)
    return cell
  }

  /// The places of pictures beside each other, with the line above each.
  private static func cells(of count: Int, in area: Rect) -> [Rect] {
    // Four stand two by two where there is more height than width for them.
    let columns = count == 4 && area.width < 4 * area.height ? 2 : count
    let rows = (count + columns - 1) / columns
    let (width, height) = (area.width / columns, area.height / rows)
    return (0..<count).map {
      Rect(
        x: area.x + $0 % columns * width, y: area.y + $0 / columns * height, width: width - 1,
        height: height)
    }
  }

  func draw(on frame: inout Frame<Part>) {
    frame.canvas.frame(area, Style(.focusedBorder))
    drawTitle(on: &frame.canvas)
    var inner = area.inset(horizontally: 1, vertically: 1)
    let caption = inner.takeBottom(Self.captionRows).inset(horizontally: 1, vertically: 0)
    switch comparison.look {
    case .flip: draw(comparison.front, in: inner, of: .picture, on: &frame)
    case .sideBySide: drawBeside(in: inner, on: &frame)
    case .difference, .wipe:
      frame.canvas.fill(inner, with: .reserved)
      place(
        comparison.imageOfPair(with: maps), else: whyNoPair, in: inner, of: .picture, on: &frame)
    }
    drawCaption(in: caption, on: &frame.canvas)
  }

  private func drawTitle(on canvas: inout Canvas) {
    var x = area.x + 2
    for content in comparison.contents {
      let style = Style(content == comparison.content ? .activeTab : .tab)
      x = canvas.write(" \(content.title) ", at: Point(x: x, y: area.y), style, in: area) + 1
    }
    canvas.write(" \(look)\(scale) ", endingAt: area.maxX - 2, y: area.y, .muted, in: area)
  }

  /// How near the pictures are looked at, for the end of a line.
  private var scale: String {
    let pane = Self.pane(of: comparison, in: area)
    guard let whole = comparison.imageInFront(with: maps)?.content as? any SizedImage,
      let scale = comparison.zoom.view(of: whole.size, in: room.pixels(in: pane)).scale
    else { return "" }
    return ", \(scale.words)"
  }

  private var look: String {
    let channel = comparison.channel.map { ", channel \($0 + 1)" } ?? ""
    switch comparison.look {
    case .flip: return "\(comparison.front + 1) of \(comparison.sides.count)\(channel)"
    case .sideBySide: return "side by side\(channel)"
    case .difference:
      return comparison.content == .picture
        ? "difference × \(comparison.gain)" : "difference\(channel)"
    case .wipe: return "1 left, \(comparison.pair.other + 1) right"
    }
  }

  private var whyNoPair: String {
    let (one, other) = (
      comparison.sides[comparison.pair.one], comparison.sides[comparison.pair.other]
    )
    if let problem = one.problem ?? other.problem { return problem }
    guard one.picture != nil, other.picture != nil else { return "Reading the pictures…" }
    return "They are not of one size"
  }

  private func drawBeside(in area: Rect, on frame: inout Frame<Part>) {
    for (index, cell) in Self.cells(of: comparison.sides.count, in: area).enumerated() {
      var cell = cell
      let label = cell.takeTop(1)
      frame.canvas.write(
        "\(index + 1) \(comparison.sides[index].title)".truncated(to: label.width),
        at: Point(x: label.x, y: label.y),
        Style(index == comparison.front ? .selection : .muted), in: label)
      draw(index, in: cell, of: .cell(index), on: &frame)
    }
  }

  private func draw(
    _ index: Int, in pane: Rect, of slot: ImageSlot, on frame: inout Frame<Part>
  ) {
    frame.canvas.fill(pane, with: .reserved)
    let problem = comparison.sides[index].problem ?? "Reading the picture…"
    place(comparison.image(of: index, with: maps), else: problem, in: pane, of: slot, on: &frame)
  }

  private func place(
    _ source: ImageSource?, else words: String, in pane: Rect, of slot: ImageSlot,
    on frame: inout Frame<Part>
  ) {
    let y = pane.y + pane.height / 2
    if source != nil, let reason = picturesAreOff {
      frame.canvas.write(reason, centredIn: pane, y: y, .muted)
    } else if let source {
      frame.mark(pane, as: .picture)
      frame.images.append(PlacedImage(near(source, in: pane), in: pane, of: slot, isLive: false))
    } else {
      frame.canvas.write(words, centredIn: pane, y: y, .muted)
    }
  }

  /// The part that is seen, all pictures alike.
  private func near(_ source: ImageSource, in pane: Rect) -> ImageSource {
    guard let whole = source.content as? any SizedImage else { return source }
    let view = comparison.zoom.view(of: whole.size, in: room.pixels(in: pane))
    return source.seen(in: view, of: whole)
  }

  // MARK: What differs

  private func drawCaption(in area: Rect, on canvas: inout Canvas) {
    let (one, other) = comparison.pair
    let sides = comparison.sides
    let front = sides[comparison.front]
    let measures = self.measures
    canvas.write(measures, endingAt: area.maxX, y: area.y, .muted, in: area)
    let name = "\(comparison.front + 1) \(front.title)"
    canvas.write(
      name.truncated(to: max(0, area.width - measures.columns - 2)),
      at: Point(x: area.x, y: area.y), Style(.selection), in: area)
    var text = area
    _ = text.takeTop(1)
    guard let before = sides[one].recipe, let after = sides[other].recipe else {
      canvas.write(
        "Of one of them no recipe is known", at: Point(x: text.x, y: text.y), .muted, in: text)
      return
    }
    let difference = RecipeDifference(before, after, facts: facts)
    var pieces: [(String, Style)] = []
    func add(_ words: [RecipeDifference.Word]) {
      for word in words {
        switch word {
        case .same(let text): pieces.append((text, .muted))
        case .removed(let text): pieces.append(("−" + text, Style(.error)))
        case .added(let text): pieces.append(("+" + text, Style(.success)))
        }
      }
    }
    if !difference.prompt.isEmpty { add(difference.prompt) }
    if !difference.negative.isEmpty {
      pieces.append(("not:", .muted))
      add(difference.negative)
    }
    let hasWords = !pieces.isEmpty
    for (index, setting) in difference.settings.enumerated() {
      pieces.append(((index > 0 || hasWords ? "· " : "") + setting, Style(.value)))
    }
    if difference.isEmpty { pieces = [("The recipes are the same", .muted)] }
    write(pieces, in: text, on: &canvas)
  }

  private func write(_ pieces: [(String, Style)], in area: Rect, on canvas: inout Canvas) {
    var point = Point(x: area.x, y: area.y)
    for (text, style) in pieces {
      let columns = text.columns
      if point.x > area.x, point.x + columns > area.maxX {
        point = Point(x: area.x, y: point.y + 1)
      }
      guard point.y < area.maxY else { return }
      let isLast = point.y == area.maxY - 1
      let room = area.maxX - point.x
      point.x =
        canvas.write(
          isLast ? text.truncated(to: room) : text, at: point, style, in: area) + 1
    }
  }

  private var measures: String {
    var parts: [String] = []
    if let quality = comparison.measured {
      let noise = quality.peakSignalToNoise
      parts.append(
        noise.isFinite ? "PSNR \(NumberText.fixed(noise, places: 1)) dB" : "the same pixels")
      if noise.isFinite {
        parts.append("SSIM \(NumberText.fixed(quality.structuralSimilarity, places: 3))")
      }
    }
    if let changed = comparison.changedTokens {
      parts.append("\(NumberText.fixed(changed, places: 0)) % of tokens changed")
    }
    return parts.joined(separator: " · ")
  }
}
