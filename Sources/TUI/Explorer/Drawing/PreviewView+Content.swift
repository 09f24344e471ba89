import Engine
package import Recipes
import Terminal

extension PreviewView {
  /// What the stages have made, and what there is to say about it.
  struct Content {
    let preview: Preview
    /// The views there are, in order.
    let tabs: [Preview.Tab]
    /// The run that goes on, or the last one.
    let run: Run?
    /// Of the run to come.
    let facts: ModelFacts
    let recipe: Recipe
    /// The prompt that is typed.
    let prompt: String
    /// What the picture in view was drawn with, and whether it is kept.
    let shown: Recipe?
    let isKept: Bool
    /// The picture that drawing begins from.
    let input: InputPicture?
    /// Whether it is being read.
    let inputIsOnItsWay: Bool
    let now: Double
    let keymap: Keymap
    let maps: ThemeMaps

    var image: ImageSource? { preview.image(of: preview.tab, with: maps) }

    /// The views that stand beside the one that is looked at.
    var others: [Preview.Tab] {
      [.latent, .tokens, .picture].filter { $0 != preview.tab && tabs.contains($0) }
    }
    var isLive: Bool { run?.isGoingOn ?? false }

    func title(of tab: Preview.Tab) -> String {
      switch tab {
      case .latent: "Latent"
      case .tokens: showsTokens ? "Tokens" : "Detail"
      case .picture: "Image"
      case .input: "Input"
      }
    }

    private var showsTokens: Bool {
      if preview.tokens != nil || preview.fineLatent != nil { return preview.tokens != nil }
      return coming.facts.drawsTokens
    }

    /// What is drawn now, or next.
    private var coming: (facts: ModelFacts, recipe: Recipe) {
      if let run, run.isGoingOn { return (run.facts, run.recipe) }
      return (facts, recipe)
    }

    /// The size of what the tab shows, or of what it will show.
    func extent(of tab: Preview.Tab) -> String? {
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

    var caption: String {
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
        return "channel \(channel + 1) of \(latent.channels), values \(low) to \(high)"
      case .tokens:
        guard preview.tokens != nil else { return "" }
        if let problem = preview.tokenColoursProblem { return "in grey: \(problem)" }
        if preview.tokenColours == nil { return "the colours of the codes are being made" }
        return run?.facts.codes.map { "\(preview.codesUsed) of \($0) codes used" } ?? ""
      case .picture:
        guard preview.picture != nil, let shown else { return "" }
        let of = PromptVariants.literal(shown.typedPrompt) == prompt ? "" : "of “\(shown.prompt)”, "
        return of + "seed \(shown.seed)" + (isKept ? ", kept in the gallery" : "")
      case .input: return inputCaption
      }
    }

    private var inputCaption: String {
      guard let input else { return "" }
      let strength = Setting.strength.text(in: recipe, facts)
      let words = "strength \(strength), \(input.name), \(input.size)"
      return input.size == facts.size(of: recipe) ? words : words + ", cut to fit"
    }

    /// The step that the tab shows, while it is made.
    func progress(isWide: Bool) -> String {
      guard let run, run.isGoingOn, let stage = preview.tab.stage else { return "" }
      let meter = run[stage]
      if run.stageBeingRead(at: now) == stage { return "reading the model" }
      guard meter.phase == .running else { return "" }
      if meter.steps == 1 { return "at work" }
      return isWide ? "step \(meter.step) of \(meter.steps)" : "\(meter.step)/\(meter.steps)"
    }

    /// What is said where there is no image, in lines of so many columns.
    func emptyLines(columns: Int) -> [String] {
      guard let stage = preview.tab.stage else {
        return [inputIsOnItsWay ? "Reading the picture…" : "The picture could not be read"]
      }
      guard let run else {
        return [
          "Nothing drawn yet", "",
          "Type a prompt, press \(keymap.name(of: .drawing(.run), in: .text)):",
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
        let words = WrappedText(Array(reason), width: columns).strings(of: reason)
        return ["Stage \(stage.rawValue.uppercased()) made nothing", ""] + words
      case .finished: return ["Nothing to see here"]
      }
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
