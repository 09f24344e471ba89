import Engine
import Files
import Gallery
import Recipes
import Terminal

/// The gallery: pictures in a grid, or in a list beside the selected one, or all about that one.
struct GalleryView {
  let gallery: GalleryState
  let view: GalleryState.View
  let layout: GalleryLayout
  /// All about the selected picture, while that is open.
  let detail: [GalleryDetail.Line]
  /// Why the terminal shows no pictures; nil where it does.
  let picturesAreOff: String?
  let keymap: Keymap
  /// What is marked from one picture to the selected one.
  let range: ClosedRange<Int>?

  func isMarked(_ index: Int) -> Bool {
    gallery.marks.contains(gallery.listing.ids[index]) || range?.contains(index) ?? false
  }

  func draw(on frame: inout Frame<Part>) {
    frame.canvas.frame(layout.frame, Style(.focusedBorder))
    drawTitle(on: &frame.canvas)
    drawFoot(on: &frame)
    if gallery.detail != nil {
      drawDetail(on: &frame.canvas)
    } else if gallery.count == 0 {
      drawEmpty(on: &frame.canvas)
    } else {
      let page = gallery.page(layout)
      drawScrollMark(page.pictures, of: gallery.count, on: &frame.canvas)
      if view == .grid {
        drawGrid(page, on: &frame)
      } else {
        drawList(page, on: &frame)
      }
    }
    if let preview = layout.preview { drawPreview(in: preview, on: &frame) }
  }

  // MARK: The frame

  private func drawTitle(on canvas: inout Canvas) {
    let box = layout.frame
    let total = gallery.listing.total
    let place =
      gallery.count == 0 ? "0" : "\((gallery.selection + 1).grouped)/\(gallery.count.grouped)"
    let count =
      total > gallery.count ? "\(place) of \(total.grouped)" : gallery.count == 0 ? "" : place
    let places = GallerySearch.Place.allCases
    let room = box.width - 4 - (count.isEmpty ? 0 : count.columns + 3)
    let all = places.reduce(0) { $0 + $1.title.columns + 3 } - 1
    // Where there is not room for all, the one that is looked at has to do.
    let shown = all <= room ? places : [gallery.search.place]
    var x = box.x + 2
    for place in shown {
      let style = Style(place == gallery.search.place ? .activeTab : .tab)
      let title = " \(place.title.truncated(to: room - 2)) "
      x = canvas.write(title, at: Point(x: x, y: box.y), style, in: box) + 1
    }
    if !count.isEmpty {
      canvas.write(" \(count) ", endingAt: box.maxX - 2, y: box.y, .muted, in: box)
    }
  }

  /// The line that is typed, or what is looked for and in which order; and what is special.
  private func drawFoot(on frame: inout Frame<Part>) {
    let box = layout.frame
    let y = box.maxY - 1
    let counts = self.counts
    if let line = gallery.line {
      drawLine(line, in: Rect(x: box.x + 2, y: y, width: box.width - 4, height: 1), on: &frame)
      return
    }
    if !counts.isEmpty {
      frame.canvas.write(" \(counts) ", endingAt: box.maxX - 2, y: y, Style(.notice), in: box)
    }
    let room = box.width - 5 - (counts.isEmpty ? 0 : counts.columns + 2)
    guard room > 4 else { return }
    if !gallery.search.text.isEmpty {
      let text = "/ \(gallery.search.text)".truncated(to: room - 2)
      frame.canvas.write(" \(text) ", at: Point(x: box.x + 2, y: y), Style(.prompt), in: box)
    } else if order.columns + 2 <= room {
      frame.canvas.write(" \(order) ", at: Point(x: box.x + 2, y: y), .muted, in: box)
    }
  }

  private var order: String {
    let search = gallery.search
    return search.order.words + (search.grouping.words.map { ", \($0) together" } ?? "")
  }

  private var counts: String {
    let (listing, marked) = (gallery.listing, gallery.markedCount)
    let words = [
      gallery.progress.map { "reading \($0.read.grouped) of \($0.of.grouped)" },
      marked == 0 ? nil : "\(marked.grouped) marked",
      listing.damaged == 0 ? nil : "\(listing.damaged.grouped) damaged",
      listing.links == 0 ? nil : listing.links == 1 ? "1 link" : "\(listing.links.grouped) links",
    ]
    return words.compactMap(\.self).joined(separator: " · ")
  }

  /// The end of what is typed is seen; a search shows where it is wrong.
  private func drawLine(_ line: GalleryLine, in area: Rect, on frame: inout Frame<Part>) {
    frame.canvas.fill(area)
    var x = frame.canvas.write(
      " \(line.label) ", at: Point(x: area.x, y: area.y), Style(.activeTab), in: area)
    let field = line.field
    let room = area.maxX - x - 1
    var first = field.cursor
    var used = 0
    while first > 0, used + field.characters[first - 1].columns <= room - 1 {
      first -= 1
      used += field.characters[first].columns
    }
    for index in first...field.characters.count {
      if index == field.cursor { frame.cursor = Point(x: min(x, area.maxX - 1), y: area.y) }
      let isWrong = line.problem?.range.contains(index) ?? false
      // What is missing at the end is shown there.
      let character =
        index < field.characters.count ? String(field.characters[index]) : isWrong ? "^" : ""
      let style = isWrong ? Style(.error, .underline) : Style(.prompt)
      x = frame.canvas.write(character, at: Point(x: x, y: area.y), style, in: area)
    }
  }

  /// Where the pictures that are seen are among all, on the right edge of the frame.
  private func drawScrollMark(_ seen: Range<Int>, of count: Int, on canvas: inout Canvas) {
    let track = layout.pictures.height
    guard seen.count < count, track > 2 else { return }
    let length = max(1, track * seen.count / count)
    let hidden = count - seen.count
    let offset = (track - length) * seen.lowerBound / max(1, hidden)
    for y in 0..<length {
      canvas.write(
        "┃", at: Point(x: layout.frame.maxX - 1, y: layout.pictures.y + offset + y), Style(.key))
    }
  }

  // MARK: What is in it

  private func drawEmpty(on canvas: inout Canvas) {
    let area = layout.pictures
    let words = emptyWords.flatMap { WrappedText(Array($0), width: area.width).strings(of: $0) }
    let top = area.y + max(0, area.height - words.count) / 2
    for (index, line) in words.prefix(area.height).enumerated() {
      canvas.write(line, centredIn: area, y: top + index, index == 0 ? .text : .muted)
    }
  }

  private var emptyWords: [String] {
    if let problem = gallery.problem { return [problem] }
    if gallery.isLoading || gallery.progress != nil { return ["Reading the gallery…"] }
    if !gallery.search.text.isEmpty { return ["Nothing was found"] }
    switch gallery.search.place {
    case .kept:
      let key = keymap.name(of: .drawing(.keep), in: .commands)
      return ["No pictures yet", "", "Draw one and press \(key) to keep it."]
    case .runs: return ["No runs", "", "What is drawn and not kept is found here."]
    case .trash: return ["The trash is empty"]
    }
  }

  private func drawList(_ page: GalleryPage, on frame: inout Frame<Part>) {
    let area = layout.pictures
    for row in page.rows {
      let y = area.y + row.y
      drawHeading(row, on: &frame.canvas)
      let index = row.pictures.lowerBound
      var cells = Rect(x: area.x, y: y, width: area.width, height: 2).intersection(area)
      frame.mark(cells, as: .kept(index))
      let mark = cells.takeLeft(2)
      let isSelected = index == gallery.selection
      if isSelected {
        frame.canvas.write("▸", at: Point(x: mark.x, y: y), Style(.selection), in: mark)
      }
      if isMarked(index) {
        frame.canvas.write("●", at: Point(x: mark.x, y: y + 1), Style(.selection), in: mark)
      }
      guard let item = gallery.items[gallery.listing.ids[index]] else { continue }
      frame.canvas.write(
        item.title.truncated(to: cells.width), at: Point(x: cells.x, y: y),
        Style(isSelected ? .selection : .text), in: cells)
      let style = item.problem == nil ? Style.muted : Style(.error)
      frame.canvas.write(
        facts(of: item).truncated(to: cells.width), at: Point(x: cells.x, y: y + 1), style,
        in: cells)
    }
  }

  func drawHeading(_ row: GalleryPage.Row, on canvas: inout Canvas) {
    guard let heading = row.heading else { return }
    let area = layout.pictures
    let title = heading.isEmpty ? "(nothing)" : heading
    canvas.write(
      title.truncated(to: area.width - 1), at: Point(x: area.x, y: area.y + row.y - 1),
      Style(.title), in: area)
  }

  /// When it was made, with which seed, and what is thought of it.
  func facts(of item: GalleryItem) -> String {
    var parts = [item.day(in: gallery.timeZone)]
    if item.problem != nil { parts.append(item.isLink ? "link" : "damaged") }
    if let seed = item.seed { parts.append("seed \(seed)") }
    if !item.verdict.isEmpty { parts.append(item.verdict) }
    return parts.joined(separator: "  ")
  }

  private func drawDetail(on canvas: inout Canvas) {
    let area = layout.pictures
    let window = ScrollWindow(count: detail.count, height: area.height, from: gallery.detail ?? 0)
    drawScrollMark(window.lines, of: detail.count, on: &canvas)
    for (row, line) in detail[window.lines].enumerated() {
      let point = Point(x: area.x, y: area.y + row)
      switch line {
      case .blank: break
      case .heading(let title): canvas.write(title, at: point, Style(.title), in: area)
      case .text(let text): canvas.write(text, at: point, .text, in: area)
      case .problem(let text): canvas.write(text, at: point, Style(.error), in: area)
      case .fact(let name, let value):
        canvas.write(name, at: point, .muted, in: area)
        canvas.write(
          value, at: Point(x: area.x + GalleryDetail.nameColumns, y: point.y), Style(.value),
          in: area)
      }
    }
  }
}
