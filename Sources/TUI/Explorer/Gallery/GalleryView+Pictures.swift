import Files
import Gallery
import Terminal

extension GalleryView {
  /// Small pictures with a line under each, and about the selected one two lines below.
  func drawGrid(_ page: GalleryPage, on frame: inout Frame<Part>) {
    for row in page.rows {
      drawHeading(row, on: &frame.canvas)
      for index in row.pictures {
        let cell = layout.cell(column: index - row.pictures.lowerBound, y: row.y)
        draw(index, number: index - page.pictures.lowerBound, in: cell, on: &frame)
      }
    }
    guard let item = gallery.selected else { return }
    let area = layout.caption
    frame.canvas.write(
      item.title.truncated(to: area.width), at: Point(x: area.x, y: area.y), .text, in: area)
    let facts = "\(facts(of: item))  \(item.settings)"
    frame.canvas.write(
      facts.truncated(to: area.width), at: Point(x: area.x, y: area.y + 1),
      item.problem == nil ? .muted : Style(.error), in: area)
  }

  /// - Parameter number: counts the pictures that are seen.
  private func draw(_ index: Int, number: Int, in cell: Rect, on frame: inout Frame<Part>) {
    let image = Rect(
      x: cell.x + 1, y: cell.y, width: layout.image.width, height: layout.image.height)
    let isSelected = index == gallery.selection
    frame.mark(cell, as: .kept(index))
    frame.canvas.fill(image, with: .reserved)
    if isSelected {
      for y in image.y..<image.maxY {
        frame.canvas.write("▐", at: Point(x: image.x - 1, y: y), Style(.selection))
        frame.canvas.write("▌", at: Point(x: image.maxX, y: y), Style(.selection))
      }
    }
    let id = gallery.listing.ids[index]
    guard let item = gallery.items[id] else { return }
    let mark = isMarked(index) ? "●" : nil
    let label = [mark, item.verdict.isEmpty ? nil : item.verdict, item.title]
      .compactMap(\.self).joined(separator: " ")
    let style = Style(
      isSelected || mark != nil ? .selection : item.problem == nil ? .muted : .error)
    frame.canvas.write(
      label.truncated(to: image.width), at: Point(x: image.x, y: image.maxY), style, in: cell)
    if let words = item.problem.map({ _ in item.isLink ? "link" : "damaged" })
      ?? (gallery.thumbnails.isMissing(id) ? "cannot be read" : nil)
    {
      frame.canvas.write(
        words, centredIn: image, y: image.y + image.height / 2, Style(.error))
    } else if let small = gallery.thumbnails[id], picturesAreOff == nil {
      let source = ImageSource(
        key: ImageKey(.thumbnail, version: small.version, variant: 0),
        content: SmallImage(small: small.bitmap))
      frame.images.append(PlacedImage(source, in: image, of: .cell(number), isLive: false))
    }
  }

  /// The selected picture, under what it was drawn with.
  func drawPreview(in preview: Rect, on frame: inout Frame<Part>) {
    frame.canvas.frame(preview, Style(.border))
    var inner = preview.inset(horizontally: 1, vertically: 1)
    // What a picture was drawn with is read whole, also where there are few columns.
    let words = gallery.selected?.settings ?? ""
    let lines =
      gallery.detail == nil
      ? WrappedText(Array(words), width: inner.width - 2).strings(of: words) : []
    let caption = inner.takeTop(
      gallery.detail == nil ? min(max(1, lines.count), inner.height / 2) : 0
    )
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
