/// A bar of one line that fills from the left: heavy for what is done, light for the rest, so that
/// it reads without colour too.
package struct Gauge: Sendable {
  private let fraction: Double
  private let style: Style

  /// - Parameters:
  ///   - fraction: the part that is done; what lies outside 0…1 is taken for the nearer end.
  ///   - style: of the part that is done.
  package init(_ fraction: Double, _ style: Style) {
    self.fraction = min(1, max(0, fraction))
    self.style = style
  }

  package func draw(on canvas: inout Canvas, in bar: Rect) {
    let filled = Int((fraction * Double(bar.width)).rounded(.down))
    canvas.write(
      String(repeating: "━", count: filled), at: Point(x: bar.x, y: bar.y), style, in: bar)
    canvas.write(
      String(repeating: "─", count: bar.width - filled), at: Point(x: bar.x + filled, y: bar.y),
      Style(.track), in: bar)
  }
}
