package import Engine
import Recipes
import Terminal

/// Shows one line per stage on the error stream: bar, step i of n, steps per second, time left.
package struct ProgressLine {
  private let width: Int
  private let keepsLines: Bool
  private let write: (String) -> Void
  private let clock = ContinuousClock()
  private var begin: ContinuousClock.Instant
  private var steps = 1
  private var shown = 0

  /// - Parameters:
  ///   - width: of the terminal, in columns.
  ///   - keepsLines: whether each stage gets a line, and they do not all share one.
  package init(width: Int, keepsLines: Bool = true, write: @escaping (String) -> Void) {
    self.width = width
    self.keepsLines = keepsLines
    self.write = write
    begin = clock.now
  }

  package mutating func note(_ event: StageEvent) {
    switch event {
    case .started(let stage, let steps, let after):
      self.steps = max(1, steps)
      begin = clock.now
      show(Self.line(stage, step: after, of: self.steps, seconds: 0, width: width))
    case .advanced(let stage, let step, let steps, _):
      self.steps = max(1, steps)
      show(Self.line(stage, step: step, of: self.steps, seconds: elapsed, width: width))
    case .reused(let stage, _):
      finish("\(stage.name) reused")
    case .finished(let stage, let seconds, _):
      finish(Self.line(stage, step: steps, of: steps, seconds: seconds, width: width))
    case .notice(let text):
      finish(text)
    }
  }

  /// Takes away an unfinished line.
  package mutating func clear() {
    if shown > 0 { write("\r" + String(repeating: " ", count: shown) + "\r") }
    shown = 0
  }

  private var elapsed: Double { begin.duration(to: clock.now) / .seconds(1) }

  private mutating func show(_ line: String) {
    write("\r" + line + String(repeating: " ", count: max(0, shown - line.columns)))
    shown = line.columns
  }

  private mutating func finish(_ line: String) {
    show(line)
    guard keepsLines else { return }
    write("\n")
    shown = 0
  }

  /// One line of at most `width` − 1 columns, so that the terminal does not wrap it.
  static func line(_ stage: Stage, step: Int, of steps: Int, seconds: Double, width: Int) -> String
  {
    let rate = seconds > 0 ? Double(step) / seconds : 0
    let count = " \(step)/\(steps)"
    let pace: String
    if step == steps {
      pace =
        "  \(NumberText.fixed(rate, places: 1)) it/s  \(NumberText.fixed(seconds, places: 1)) s"
    } else if rate > 0 {
      let left = NumberText.fixed(Double(steps - step) / rate, places: 1)
      pace = "  \(NumberText.fixed(rate, places: 1)) it/s  ETA \(left) s"
    } else {
      pace = ""
    }
    let room = width - 1 - nameWidth - count.columns - pace.columns
    let bar = room >= 5 ? Self.bar(step, of: steps, width: min(room, 40)) : ""
    let line = stage.name.padded(to: nameWidth) + bar + count + pace
    return String(line.prefix(max(0, width - 1)))
  }

  private static let nameWidth = 9

  /// A bar in eighths of a cell.
  private static func bar(_ step: Int, of steps: Int, width: Int) -> String {
    let eighths = 8 * width * step / steps
    let partial = eighths % 8 == 0 ? "" : String(Array("▏▎▍▌▋▊▉")[eighths % 8 - 1])
    let filled = String(repeating: "█", count: eighths / 8) + partial
    return filled + String(repeating: "·", count: width - filled.count)
  }
}

extension Stage {
  /// As a line on the error stream begins.
  var name: String {
    switch self {
    case .text: "Text"
    case .c: "Stage C"
    case .b: "Stage B"
    case .a: "Stage A"
    }
  }
}
