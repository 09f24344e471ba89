import Terminal

/// What the stages have made: tabs, a line about it, and the place of the image.
struct PreviewView {
  private let content: Content
  private let isFocused: Bool
  /// Why the terminal shows no pictures; nil where it does.
  private let picturesAreOff: String?
  private let layout: Layout

  init(_ content: Content, isFocused: Bool, picturesAreOff: String?, in layout: Layout) {
    self.content = content
    self.isFocused = isFocused
    self.picturesAreOff = picturesAreOff
    self.layout = layout
  }

  func draw(on frame: inout Frame<Part>) {
    let border = Style(isFocused ? .focusedBorder : .border)
    frame.canvas.frame(layout.preview, border)
    drawTabs(on: &frame)
    drawCaption(on: &frame.canvas)
    drawSides(on: &frame)
    frame.canvas.fill(layout.image, with: .reserved)
    frame.mark(layout.image, as: .picture)
    if content.image != nil, let reason = picturesAreOff {
      let y = layout.image.y + layout.image.height / 2
      frame.canvas.write(reason, centredIn: layout.image, y: y, .muted)
    } else if let source = content.image {
      frame.images.append(
        PlacedImage(source, in: layout.image, of: .picture, isLive: content.isLive))
    } else {
      drawEmpty(on: &frame.canvas)
    }
  }

  /// The other views, small.
  private func drawSides(on frame: inout Frame<Part>) {
    for (pane, tab) in zip(layout.sides, content.others) {
      var pane = pane
      let title = pane.takeTop(1)
      frame.mark(title, as: .tab(tab))
      frame.mark(pane, as: .tab(tab))
      let words = "\(content.title(of: tab)) \(content.extent(of: tab) ?? "")"
      frame.canvas.write(
        words.truncated(to: title.width), at: Point(x: title.x, y: title.y), Style(.tab), in: title)
      frame.canvas.fill(pane, with: .reserved)
      guard picturesAreOff == nil, let image = content.preview.image(of: tab, with: content.maps)
      else { continue }
      frame.images.append(
        PlacedImage(image, in: pane, of: .side(tab), isLive: content.isLive))
    }
  }

  private func drawTabs(on frame: inout Frame<Part>) {
    let titles = content.tabs.map { ($0, content.title(of: $0), content.extent(of: $0)) }
    let room = layout.preview.width - 4
    let columns = titles.reduce(0) { $0 + $1.1.columns + ($1.2.map { $0.columns + 1 } ?? 0) + 3 }
    var x = layout.preview.x + 2
    for (tab, name, extent) in titles {
      let style = Style(tab == content.preview.tab ? .activeTab : .tab)
      let title = extent.map { columns <= room ? "\(name) \($0)" : name } ?? name
      x =
        frame.writeTab(" \(title) ", at: Point(x: x, y: layout.preview.y), style, as: .tab(tab)) + 1
    }
  }

  private func drawCaption(on canvas: inout Canvas) {
    let area = layout.caption
    let progress = content.progress(isWide: area.width >= 40)
    canvas.write(progress, endingAt: area.maxX, y: area.y, .muted, in: area)
    let room = area.width - (progress.isEmpty ? 0 : progress.columns + 2)
    canvas.write(
      content.caption.truncated(to: room), at: Point(x: area.x, y: area.y), .muted, in: area)
  }

  private func drawEmpty(on canvas: inout Canvas) {
    let lines = content.emptyLines(columns: layout.image.width - 4)
    let top = layout.image.y + (layout.image.height - lines.count) / 2
    for (index, line) in lines.enumerated() {
      canvas.write(
        line, centredIn: layout.image, y: top + index, index == 0 ? .text : .muted)
    }
  }
}
