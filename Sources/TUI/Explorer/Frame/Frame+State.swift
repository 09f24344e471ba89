import Engine
import Gallery
import Recipes
package import Terminal

// All that the views show is read from the state here, and nowhere else.

extension Frame where ID == Part {
  /// Draws `state`.
  package init(_ state: State) {
    self.init(state.size)
    guard !state.size.isTooSmall else {
      TooSmallView(
        size: state.size, isRunning: state.drawing.isRunning, message: state.message?.text,
        keymap: state.keymap
      ).draw(on: &self)
      return
    }
    let layout = state.layout
    if state.zoom == nil { HeaderView(state, layout).draw(on: &self) }
    switch state.screen {
    case _ where state.zoom != nil: ZoomView(state).draw(on: &self)
    case _ where state.comparison != nil: CompareView(state, layout)?.draw(on: &self)
    case .explore:
      PromptView(state, layout).draw(on: &self)
      SettingsView(state, layout).draw(on: &self)
      StagesView(state, layout).draw(on: &self)
      var rest = layout.belowStages
      WaitingView(state.drawing.waiting).draw(on: &self, in: &rest)
      RunStripView(
        state.drawing.earlier, shown: state.drawing.shownRun, in: rest
      ).draw(on: &self)
      PreviewView(state, layout).draw(on: &self)
    case .gallery:
      GalleryView(state).draw(on: &self)
    }
    StatusBar(state, layout).draw(on: &self)
    drawWindow(of: state)
    if let entry = state.commandEntry {
      CommandLineView(
        entry: entry, candidates: state.candidates, note: state.commandNote, layout: layout
      ).draw(on: &self)
    }
  }

  private mutating func drawWindow(of state: State) {
    if state.help.isOpen {
      let page = HelpPage(state.keymap, state.help, in: state.size)
      HelpView(page, state.help, keymap: state.keymap).draw(on: &self)
    } else if state.preferences.isOpen {
      PreferencesView(
        state.preferences, options: state.preferences.marked.map(state.options) ?? [],
        keymap: state.keymap
      ).draw(on: &self)
    } else if state.models.isOpen {
      ModelsView(state.models, inUse: state.facts.name, keymap: state.keymap).draw(on: &self)
    } else if let opener = state.opener.window {
      OpenerView(
        opener, for: state.opener.use, isReading: state.opener.pending != nil, keymap: state.keymap
      ).draw(on: &self)
    } else if state.styles.isOpen {
      StylesView(state.styles, prompt: state.present.prompt, keymap: state.keymap).draw(on: &self)
    } else if let variants = state.variants {
      VariantsView(variants, keymap: state.keymap).draw(on: &self)
    } else if let finder = state.drawing.finder, state.place == .finding {
      PromptFinderView(finder, keymap: state.keymap, in: state.layout).draw(on: &self)
    } else if state.gallery.isCopying {
      CopyView(keymap: state.keymap).draw(on: &self)
    } else if let problem = state.problem {
      let closing = "\(state.keyName(.go(.back), in: state.place)) closes"
      ProblemView(problem, hint: closing).draw(on: &self)
    }
  }
}

extension State {
  /// Where everything on the first screen is.
  var layout: Layout {
    let width = Layout.textColumns(on: size, showsSides: showsSides)
    func lines(_ side: PromptSide) -> Int {
      WrappedText(drawing[side].characters, width: width).lines.count
    }
    return Layout(
      size, settings: settings.shown(facts), showsSides: showsSides,
      lines: .init(prompt: lines(.prompt), negative: lines(.negative)))
  }
}

extension HeaderView {
  fileprivate init(_ state: State, _ layout: Layout) {
    // The first screen has meters for it, unless a window lies over them.
    let isHidden =
      state.screen == .gallery || state.comparison != nil || state.hasWindow
      || state.problem != nil
    self.init(
      screen: state.screen, model: state.facts.name,
      progress: [
        isHidden ? state.drawing.run?.progress(at: state.now) : nil, state.drawing.waiting.words,
      ].compactMap(\.self), keymap: state.keymap,
      in: layout.header)
  }
}

extension PromptView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      prompt: Field(
        title: "Prompt", text: state.drawing.prompt, styles: state.styles.added.map(\.name),
        placeholder: state.offeredExample ?? "what the picture should show",
        isFocused: state.focus == .prompt, report: state.drawing.reports?.prompt,
        isCompleting: state.offeredWords != nil),
      negative: Field(
        title: "Negative", text: state.drawing.negative, placeholder: "nothing to avoid",
        isFocused: state.focus == .negative, report: state.drawing.reports?.negative,
        isCompleting: state.offeredWords != nil),
      in: layout)
  }
}

extension SettingsView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      state.settings, facts: state.facts, isFocused: state.focus == .settings, in: layout)
  }
}

extension StagesView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      run: state.drawing.run, coming: state.comingMeters,
      drawsTokens: (state.drawing.run?.facts ?? state.facts).drawsTokens,
      now: state.now,
      in: layout)
  }
}

extension PreviewView {
  fileprivate init(_ state: State, _ layout: Layout) {
    let content = Content(
      preview: state.drawing.preview, tabs: state.tabs, run: state.drawing.run, facts: state.facts,
      recipe: state.settings.recipe, prompt: state.drawing.prompt.text,
      shown: state.drawing.shownRecipe,
      isKept: state.drawing.shownIsKept,
      input: state.opener.input,
      inputIsOnItsWay: state.opener.recalled != nil, now: state.now, keymap: state.keymap,
      maps: state.look.theme.maps)
    self.init(
      content, isFocused: state.focus == .preview, picturesAreOff: state.picturesAreOff,
      in: layout)
  }
}

extension CompareView {
  fileprivate init?(_ state: State, _ layout: Layout) {
    guard let comparison = state.comparison else { return nil }
    self.init(
      comparison: comparison, facts: state.facts, picturesAreOff: state.picturesAreOff,
      maps: state.look.theme.maps, room: state.room, area: layout.body)
  }
}

extension ZoomView {
  fileprivate init(_ state: State) {
    self.init(
      image: state.zoomedImage?.source, isLive: state.drawing.isRunning,
      picturesAreOff: state.picturesAreOff, area: state.zoomArea)
  }
}

extension GalleryView {
  fileprivate init(_ state: State) {
    self.init(
      gallery: state.gallery, view: state.galleryView, layout: state.galleryLayout,
      detail: state.gallery.detail == nil ? [] : state.detailLines,
      picturesAreOff: state.picturesAreOff, keymap: state.keymap, range: state.gallery.range)
  }
}

extension Binding {
  fileprivate var stops: Bool { strokes.contains { $0.command == .drawing(.interrupt) } }
  fileprivate var adds: Bool { strokes.contains { $0.command == .drawing(.add) } }
}

extension StatusBar {
  fileprivate init(_ state: State, _ layout: Layout) {
    let isRunning = state.drawing.isRunning
    let bindings = state.keymap.footer(in: state.place).filter { binding in
      // Where q quits, Ctrl-C is of use only while there is something to stop.
      if binding.stops { return isRunning || state.place == .text }
      // What is set is added to what is drawn.
      if binding.adds { return isRunning }
      // Enter stays: what it says where it cannot draw is how to begin.
      return binding.strokes.contains {
        $0.command == .drawing(.run) || state.obstacle(to: $0.command) == nil
      }
    }
    self.init(
      Self.line(of: state),
      keys: bindings.compactMap { binding in
        binding.strokes.first.map {
          Key(
            names: binding.shortKeyNames, label: Self.label(of: binding, in: state),
            command: $0.command, rank: binding.stops && isRunning ? -1 : binding.footer ?? 0)
        }
      }, in: layout)
  }

  private static func line(of state: State) -> Line? {
    // What has a window of its own is not said twice.
    if state.problem != nil || state.commandEntry != nil { return nil }
    if let message = state.message { return Line(message) }
    if state.zoom != nil {
      let progress = state.drawing.run?.progress(at: state.now).map { "  ·  \($0)" } ?? ""
      return Line(.muted, state.zoomWords + progress)
    }
    if let line = state.gallery.line, state.screen == .gallery { return hint(for: line, in: state) }
    if state.screen == .gallery || state.comparison != nil || state.hasWindow { return nil }
    if state.focus == .settings {
      let setting = state.settings.marked
      let own = setting == .preset ? state.settings.ownPreset(state.facts) : nil
      let explanation =
        own.map { _ in "settings of your own; “:preset-forget” forgets them" }
        ?? setting.explanation(state.facts, state.settings.recipe)
      return Line(.muted, "\(setting.label(state.facts)): \(explanation)")
    }
    if let words = offeredWords(in: state) { return Line(.muted, words) }
    let reports = state.drawing.reports
    let report = state.focus == .negative ? reports?.negative : reports?.prompt
    if let words = report?.sentence(of: state.side) { return Line(.notice, words) }
    if let hint = state.hints.current { return Line(.muted, "Tip: \(hint.words(in: state))") }
    return offeredExample(in: state).map { Line(.muted, $0) }
  }

  private static func offeredExample(in state: State) -> String? {
    guard state.place == .text, state.offersExample else { return nil }
    let draws = "\(state.keyName(.drawing(.run), in: .text)) draws this example"
    return "\(draws), \(state.keyName(.edit(.right), in: .text)) takes it to change it"
  }

  private static func offeredWords(in state: State) -> String? {
    guard let offered = state.offeredWords, state.completesAtTab else { return nil }
    let key = state.keyName(.go(.nextPart), in: .text)
    return "\(key): " + offered.candidates.joined(separator: "  ")
  }

  /// What is wrong with a line that is typed, or what may stand in it.
  private static func hint(for line: GalleryLine, in state: State) -> Line? {
    if let problem = line.problem { return Line(.error, problem.message) }
    if let place = line.savedPlace, state.gallery.saved.indices.contains(place) {
      return Line(
        .muted, "“\(state.gallery.saved[place].name)”, \(place + 1) of \(state.gallery.saved.count)"
      )
    }
    guard let candidates = line.completions?.candidates, !candidates.isEmpty else { return nil }
    let key = state.keyName(.line(.complete), in: .line)
    return Line(.muted, "\(key): " + candidates.joined(separator: "  "))
  }

  // Labels that say what the key does now.
  private static func label(of binding: Binding, in state: State) -> String {
    switch binding.strokes.first?.command {
    case .drawing(.interrupt): state.drawing.isRunning ? "stop" : "quit"
    case .settings(.toggleSeed):
      switch state.settings.seedMode.next {
      case .random: "free seed"
      case .locked: "lock seed"
      case .counting: "count seed"
      }
    case .drawing(.run) where state.settings.entry != nil && state.place == .settings: "set"
    case .drawing(.run) where state.opensMarked: "choose"
    case .drawing(.run) where state.place == .text && state.offersExample: "draw example"
    case .go(.nextPart) where state.place == .text && state.offersExample: "take example"
    case .go(.nextPart) where state.completesAtTab: "complete"
    case .go(.back) where state.hasWindow: "close"
    case .judge(.restore): state.gallery.search.place == .trash ? "bring back" : "keep"
    default: binding.label
    }
  }
}
