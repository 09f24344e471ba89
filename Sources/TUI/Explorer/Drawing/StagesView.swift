import Engine
import Recipes
import Terminal

/// One meter per stage: how far it is, how long it took, how long it still takes.
struct StagesView {
  /// The run that goes on, or the last one.
  private let run: Run?
  /// What the next run has to do, where that is looked at instead.
  private let coming: [StageMeter]?
  private let drawsTokens: Bool
  private let now: Double
  private let layout: Layout

  init(
    run: Run?, coming: [StageMeter]?, drawsTokens: Bool, now: Double, in layout: Layout
  ) {
    self.run = run
    self.coming = coming
    self.drawsTokens = drawsTokens
    self.now = now
    self.layout = layout
  }

  func draw(on frame: inout Frame<Part>) {
    let area = layout.stages
    frame.canvas.divide(layout.controls, at: area.y - 1, Style(.border))
    frame.heading("Stages", over: area, in: layout.controls, false)
    let meters = coming ?? run?.meters ?? Stage.allCases.map { StageMeter(stage: $0) }
    let isWide = area.width >= 36
    let counts = meters.map { "\($0.steps)/\($0.steps)".count }.max() ?? 3
    let read = coming == nil ? run?.stageBeingRead(at: now) : nil
    for (row, meter) in meters.enumerated() where row < area.height {
      draw(
        meter, y: area.y + row, isWide: isWide, isRead: meter.stage == read,
        countColumns: max(counts, isWide ? 0 : 4), on: &frame)
    }
    if area.height > meters.count, let total = coming.map(total) ?? run.map(total) {
      frame.canvas.write(total, endingAt: area.maxX, y: area.y + meters.count, .muted)
    }
  }

  private func draw(
    _ meter: StageMeter, y: Int, isWide: Bool, isRead: Bool, countColumns: Int,
    on frame: inout Frame<Part>
  ) {
    let area = layout.stages
    let style = Style(meter.stage.role)
    let long = meter.stage.longName(drawsTokens: drawsTokens).padded(to: 9)
    let label = isWide ? long : meter.stage.shortName.padded(to: 5)
    frame.canvas.write(label, at: Point(x: area.x, y: y), style, in: area)
    let facts = facts(of: meter, isWide: isWide, isRead: isRead, countColumns: countColumns)
    frame.canvas.write(
      facts, endingAt: area.maxX, y: y, isRead ? .text : factStyle(meter), in: area)
    let bar = Rect(
      x: area.x + label.columns, y: y, width: area.width - label.columns - facts.columns - 1,
      height: 1)
    Gauge(meter.fraction, style).draw(on: &frame.canvas, in: bar)
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
      if meter.step == 0 { count = "" }
      spent = coming == nil ? "" : "↻"
      left = meter.remaining(at: now).map { "~" + NumberText.duration($0, gap: gap) } ?? ""
    case .running:
      spent = NumberText.duration(meter.elapsed(at: now), gap: gap)
      left = meter.remaining(at: now).map { "~" + NumberText.duration($0, gap: gap) } ?? ""
    case .done:
      spent = NumberText.duration(meter.seconds, gap: gap)
      left = "✓"
    case .reused:
      count = ""
      spent = coming == nil ? "reused" : "kept"
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

  /// How long the next run takes; empty where that is not known of every stage.
  private func total(_ meters: [StageMeter]) -> String {
    let times = meters.filter { $0.phase == .waiting }.map { $0.remaining(at: now) }
    guard !times.contains(nil) else { return "" }
    return times.isEmpty
      ? "nothing to draw" : "~\(NumberText.duration(times.compactMap(\.self).reduce(0, +))) to draw"
  }

  private func total(_ run: Run) -> String {
    let spent = run.meters.reduce(0) { $0 + $1.elapsed(at: now) }
    let text = NumberText.duration(spent)
    switch run.status {
    case .running:
      let left = run.meters.compactMap { $0.remaining(at: now) }.reduce(0, +)
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
