import Engine
import Recipes
import Terminal

/// One meter per stage: how far it is, how long it took, how long it still takes.
struct StagesView {
  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  func draw(on frame: inout Frame) {
    let area = layout.stages
    frame.canvas.divide(layout.controls, at: area.y - 1, Style(.border))
    frame.heading("Stages", over: area, in: layout.controls, false)
    let meters = state.run?.meters ?? Stage.allCases.map { StageMeter(stage: $0) }
    let isWide = area.width >= 36
    let counts = meters.map { "\($0.steps)/\($0.steps)".count }.max() ?? 3
    let read = state.run?.stageBeingRead(at: state.now)
    for (row, meter) in meters.enumerated() where row < area.height {
      draw(
        meter, y: area.y + row, isWide: isWide, isRead: meter.stage == read,
        countColumns: max(counts, isWide ? 0 : 4), on: &frame)
    }
    if area.height > meters.count, let run = state.run {
      frame.canvas.write(total(run), endingAt: area.maxX, y: area.y + meters.count, .muted)
    }
  }

  private func draw(
    _ meter: StageMeter, y: Int, isWide: Bool, isRead: Bool, countColumns: Int,
    on frame: inout Frame
  ) {
    let area = layout.stages
    let style = Style(meter.stage.role)
    let drawsTokens = (state.run?.facts ?? state.facts).drawsTokens
    let long = meter.stage.longName(drawsTokens: drawsTokens).padded(to: 9)
    let label = isWide ? long : meter.stage.shortName.padded(to: 5)
    frame.canvas.write(label, at: Point(x: area.x, y: y), style, in: area)
    let facts = facts(of: meter, isWide: isWide, isRead: isRead, countColumns: countColumns)
    frame.canvas.write(
      facts, endingAt: area.maxX, y: y, isRead ? .text : factStyle(meter), in: area)
    let bar = Rect(
      x: area.x + label.columns, y: y, width: area.width - label.columns - facts.columns - 1,
      height: 1)
    drawBar(meter.fraction, in: bar, style, on: &frame)
  }

  /// Always as many columns, so that the bars end in one line.
  private func facts(
    of meter: StageMeter, isWide: Bool, isRead: Bool, countColumns: Int
  ) -> String {
    let gap = isWide ? " " : ""
    var count = "\(meter.step)/\(meter.steps)"
    var spent = ""
    var left = ""
    switch meter.phase {
    case .waiting:
      count = ""
      left = meter.remaining(at: state.now).map { "~" + NumberText.duration($0, gap: gap) } ?? ""
    case .running:
      spent = NumberText.duration(meter.elapsed(at: state.now), gap: gap)
      left = meter.remaining(at: state.now).map { "~" + NumberText.duration($0, gap: gap) } ?? ""
    case .done:
      spent = NumberText.duration(meter.seconds, gap: gap)
      left = "✓"
    case .reused:
      count = ""
      spent = "reused"
      left = "✓"
    case .stopped:
      spent = NumberText.duration(meter.seconds, gap: gap)
      left = "✗"
    }
    let columns = isWide ? 5 : 4
    let all = countColumns + 2 * columns + 3
    if isRead { return ("reading " + left.paddedAtStart(to: columns + 1)).paddedAtStart(to: all) }
    if meter.phase == .reused { return (spent + " " + left).paddedAtStart(to: all) }
    return count.paddedAtStart(to: countColumns) + " " + spent.paddedAtStart(to: columns) + " "
      + left.paddedAtStart(to: columns + 1)
  }

  private func factStyle(_ meter: StageMeter) -> Style {
    switch meter.phase {
    case .running: .text
    case .stopped: Style(.notice)
    default: .muted
    }
  }

  // Heavy for what is done, light for the rest: it reads without colour too.
  private func drawBar(_ fraction: Double, in bar: Rect, _ style: Style, on frame: inout Frame) {
    guard bar.width > 0 else { return }
    let filled = Int((fraction * Double(bar.width)).rounded(.down))
    frame.canvas.write(
      String(repeating: "━", count: filled), at: Point(x: bar.x, y: bar.y), style, in: bar)
    frame.canvas.write(
      String(repeating: "─", count: bar.width - filled), at: Point(x: bar.x + filled, y: bar.y),
      Style(.track), in: bar)
  }

  private func total(_ run: Run) -> String {
    let spent = run.meters.reduce(0) { $0 + $1.elapsed(at: state.now) }
    let text = NumberText.duration(spent)
    switch run.status {
    case .running:
      let left = run.meters.compactMap { $0.remaining(at: state.now) }.reduce(0, +)
      let isKnown = run.meters.allSatisfy { $0.phase != .waiting || $0.estimate != nil }
      return isKnown ? "\(text), ~\(NumberText.duration(left)) left" : text
    case .cancelling: return "stopping…"
    case .finished: return "\(text) in all"
    case .cancelled: return "stopped after \(text)"
    case .failed: return "failed after \(text)"
    }
  }
}

extension Stage {
  var role: Role {
    switch self {
    case .text: .textStage
    case .c: .stageC
    case .b: .stageB
    case .a: .stageA
    }
  }

  fileprivate var shortName: String { self == .text ? "text" : rawValue.uppercased() }

  fileprivate func longName(drawsTokens: Bool) -> String {
    switch self {
    case .text: "  text"
    case .c: "C latent"
    case .b: drawsTokens ? "B tokens" : "B detail"
    case .a: "A image"
    }
  }
}
