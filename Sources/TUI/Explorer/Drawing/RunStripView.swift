import Terminal

/// The runs of this session that came to their end, small, below the stages where there is room.
struct RunStripView {
  private let runs: [FinishedRun]
  /// The one that is shown large, among `runs`.
  private let shown: Int?
  private let area: Rect

  private static let rows = 3...6

  init(_ runs: [FinishedRun], shown: Int?, in area: Rect) {
    self.runs = runs
    self.shown = shown
    self.area = area
  }

  func draw(on frame: inout Frame<Part>) {
    guard runs.count > 1, area.height >= Self.rows.lowerBound else { return }
    let height = min(area.height, Self.rows.upperBound)
    let width = 2 * height
    let fitting = (area.width + 1) / (width + 1)
    guard fitting > 1 else { return }
    let window = ScrollWindow(
      count: runs.count, height: fitting, around: shown ?? runs.count - 1)
    for (place, index) in window.lines.enumerated() {
      let pane = Rect(x: area.x + place * (width + 1), y: area.y, width: width, height: height)
      frame.canvas.fill(pane, with: .reserved)
      let source = ImageSource(
        key: ImageKey(.strip, version: runs[index].id.number, variant: 0),
        content: StageImage.picture(runs[index].picture))
      frame.images.append(PlacedImage(source, in: pane, of: .strip(place), isLive: false))
      guard index == shown else { continue }
      for y in pane.y..<pane.maxY {
        frame.canvas.write("▐", at: Point(x: pane.x - 1, y: y), Style(.selection))
      }
    }
  }
}
