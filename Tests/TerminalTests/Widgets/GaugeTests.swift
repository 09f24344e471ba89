import Terminal
import Testing

@Suite("Gauges")
struct GaugeTests {
  private func text(_ fraction: Double, columns: Int = 8) -> String {
    var canvas = Canvas(Size(width: 10, height: 1))
    Gauge(fraction, Style(.stageC)).draw(
      on: &canvas, in: Rect(x: 1, y: 0, width: columns, height: 1))
    return canvas.text
  }

  @Test("a gauge fills from the left, a cell once it is reached whole")
  func filling() {
    #expect(text(0) == " ────────")
    #expect(text(0.12) == " ────────")
    #expect(text(0.5) == " ━━━━────")
    #expect(text(0.99) == " ━━━━━━━─")
    #expect(text(1) == " ━━━━━━━━")
  }

  @Test("a gauge fills its cells and no others, whatever it is told")
  func bounds() {
    for fraction in [-1, 0, 0.3, 1, 7, .infinity, -.infinity, .nan] {
      for columns in 0...8 {
        let shown = text(fraction, columns: columns)
        #expect(shown.count == (columns == 0 ? 0 : columns + 1), "\(fraction): \(shown)")
      }
    }
  }
}
