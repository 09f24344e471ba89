import Engine
package import Recipes
import Terminal

/// What the stages have made: tabs, a line about it, and the place of the image.
struct PreviewView {
  private let state: State
  private let layout: Layout

  init(_ state: State, _ layout: Layout) {
    self.state = state
    self.layout = layout
  }

  private var isFocused: Bool { state.focus == .preview }

  func draw(on frame: inout Frame) {
    let border = Style(isFocused ? .focusedBorder : .border)
    frame.canvas.frame(layout.preview, border)
    drawTabs(on: &frame)
    drawCaption(on: &frame)
    frame.canvas.fill(layout.image, with: .reserved)
    if state.preview.image != nil, let reason = state.picturesAreOff {
      let y = layout.image.y + layout.image.height / 2
      frame.canvas.write(reason, centredIn: layout.image, y: y, .muted)
    } else if let source = state.preview.image {
      frame.image = PlacedImage(source: source, pane: layout.image, isLive: state.isRunning)
    } else {
      drawEmpty(on: &frame)
    }
  }

  private func drawTabs(on frame: inout Frame) {
    let titles = state.tabs.map { ($0, title(of: $0), extent(of: $0)) }
    let room = layout.preview.width - 4
    let columns = titles.reduce(0) { $0 + $1.1.columns + ($1.2.map { $0.columns + 1 } ?? 0) + 3 }
    var x = layout.preview.x + 2
    for (tab, name, extent) in titles {
      let style = Style(tab == state.preview.tab ? .activeTab : .tab)
      let title = extent.map { columns <= room ? "\(name) \($0)" : name } ?? name
      x = frame.canvas.write(" \(title) ", at: Point(x: x, y: layout.preview.y), style) + 1
    }
  }

  private func title(of tab: Preview.Tab) -> String {
    switch tab {
    case .latent: "Latent"
    case .tokens: showsTokens ? "Tokens" : "Detail"
    case .picture: "Image"
    case .input: "Input"
    }
  }

  private var showsTokens: Bool {
    let preview = state.preview
    if preview.tokens != nil || preview.fineLatent != nil { return preview.tokens != nil }
    return coming.facts.drawsTokens
  }

  /// What is drawn now, or next.
  private var coming: (facts: ModelFacts, recipe: Recipe) {
    if let run = state.run, run.isGoingOn { return (run.facts, run.recipe) }
    return (state.facts, state.recipe)
  }

  /// The size of what the tab shows, or of what it will show.
  private func extent(of tab: Preview.Tab) -> String? {
    let preview = state.preview
    let size = coming.facts.size(of: coming.recipe)
    let grids = coming.facts.grids(for: size)
    switch tab {
    case .latent:
      return preview.latent.map { "\($0.width)×\($0.height)" }
        ?? grids.latent.description
    case .tokens:
      let shown =
        preview.tokens.map { PictureSizes.Grid(height: $0.height, width: $0.width) }
        ?? preview.fineLatent.map { PictureSizes.Grid(height: $0.height, width: $0.width) }
      return (shown ?? grids.fine).description
    case .picture:
      return preview.picture.map { "\($0.width)×\($0.height)" }
        ?? size.description
    case .input: return nil
    }
  }

  private func drawCaption(on frame: inout Frame) {
    let area = layout.caption
    let progress = self.progress
    frame.canvas.write(progress, endingAt: area.maxX, y: area.y, .muted, in: area)
    let room = area.width - (progress.isEmpty ? 0 : progress.columns + 2)
    frame.canvas.write(
      caption.truncated(to: room), at: Point(x: area.x, y: area.y), .muted, in: area)
  }

  private var caption: String {
    let preview = state.preview
    if preview.tab == .input { return inputCaption }
    if preview.isStale && preview.image != nil { return "from the picture before" }
    switch preview.tab {
    case .latent,
      .tokens where preview.fineLatent != nil:
      guard let latent = preview.shownLatent else { return "" }
      guard let channel = preview.channel, channel < latent.channels else {
        return "false colour"
      }
      let plane = latent.height * latent.width
      let values = latent.values[channel * plane..<(channel + 1) * plane]
      let low = NumberText.fixed(Double(values.min() ?? 0), places: 1)
      let high = NumberText.fixed(Double(values.max() ?? 0), places: 1)
      return "channel \(channel + 1) of \(latent.channels), \(low) to \(high)"
    case .tokens:
      guard preview.tokens != nil else { return "" }
      if let problem = preview.tokenColoursProblem { return "in grey: \(problem)" }
      if preview.tokenColours == nil { return "the colours of the codes are being made" }
      return state.run?.facts.codes.map { "\(preview.codesUsed) of \($0) codes used" } ?? ""
    case .picture:
      guard preview.picture != nil, let finished = state.finished else { return "" }
      let seed = "seed \(finished.recipe.seed)"
      return state.keptRun == finished.run ? seed + ", kept in the gallery" : seed
    case .input: return inputCaption
    }
  }

  private var inputCaption: String {
    guard let input = state.input else { return "" }
    let strength = Setting.strength.text(in: state.recipe, state.facts)
    let words = "strength \(strength), \(input.name), \(input.size)"
    return input.size == state.pictureSize ? words : words + ", cut to fit"
  }

  /// The step that the tab shows, while it is made.
  private var progress: String {
    guard let run = state.run, run.isGoingOn, let stage = state.preview.tab.stage else {
      return ""
    }
    let meter = run[stage]
    if run.stageBeingRead(at: state.now) == stage { return "reading the model" }
    guard meter.phase == .running else { return "" }
    if meter.steps == 1 { return "at work" }
    let isWide = layout.caption.width >= 40
    return isWide ? "step \(meter.step) of \(meter.steps)" : "\(meter.step)/\(meter.steps)"
  }

  private func drawEmpty(on frame: inout Frame) {
    let lines = emptyLines
    let top = layout.image.y + (layout.image.height - lines.count) / 2
    for (index, line) in lines.enumerated() {
      frame.canvas.write(
        line, centredIn: layout.image, y: top + index, index == 0 ? .text : .muted)
    }
  }

  private var emptyLines: [String] {
    guard let stage = state.preview.tab.stage else {
      return [state.recalledInput == nil ? "The picture could not be read" : "Reading the picture…"]
    }
    guard let run = state.run else {
      return [
        "Nothing drawn yet", "",
        "Type a prompt, press \(state.keyName(.drawing(.run), in: .text)):",
        "three stages draw it,",
        "latent, \(showsTokens ? "tokens" : "detail"), image",
      ]
    }
    switch run.status {
    case .running, .cancelling:
      return run[stage].phase == .running
        ? ["Stage \(stage.rawValue.uppercased()) is at work"]
        : ["Stage \(stage.rawValue.uppercased()) has not begun"]
    case .cancelled: return ["Stopped before Stage \(stage.rawValue.uppercased()) made anything"]
    case .failed(let reason):
      let words = WrappedText(Array(reason), width: layout.image.width - 4).strings(of: reason)
      return ["Stage \(stage.rawValue.uppercased()) made nothing", ""] + words
    case .finished: return ["Nothing to see here"]
    }
  }
}

extension Preview.Tab {
  /// The stage that makes what the tab shows; nil for what comes from outside.
  package var stage: Stage? {
    switch self {
    case .latent: .c
    case .tokens: .b
    case .picture: .a
    case .input: nil
    }
  }
}
