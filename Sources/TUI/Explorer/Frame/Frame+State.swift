import Engine
import Recipes
package import Terminal

// All that the views show is read from the state here, and nowhere else.

extension Frame where ID == Part {
  /// Draws `state`.
  package init(_ state: State) {
    self.init(state.size)
    guard !state.size.isTooSmall else {
      TooSmallView(size: state.size, isRunning: state.isRunning, keymap: state.keymap)
        .draw(on: &self)
      return
    }
    let layout = Layout(state.size, settings: state.settings)
    HeaderView(state, layout).draw(on: &self)
    switch state.screen {
    case .explore:
      PromptView(state, layout).draw(on: &self)
      SettingsView(state, layout).draw(on: &self)
      StagesView(state, layout).draw(on: &self)
      PreviewView(state, layout).draw(on: &self)
    case .gallery:
      GalleryView(state, layout).draw(on: &self)
    }
    StatusBar(state, layout).draw(on: &self)
    drawWindow(of: state)
  }

  private mutating func drawWindow(of state: State) {
    if state.helpIsOpen {
      let page = HelpPage(state.keymap, in: state.size)
      HelpView(page, scroll: state.helpScroll, keymap: state.keymap).draw(on: &self)
    } else if state.picker.isOpen {
      ModelsView(state.picker, inUse: state.facts.name, keymap: state.keymap).draw(on: &self)
    } else if let opener = state.opener {
      OpenerView(opener, isReading: state.pendingInput != nil, keymap: state.keymap).draw(on: &self)
    } else if let problem = state.problem {
      let closing = "\(state.keyName(.go(.back), in: state.place)) closes"
      ProblemView(problem, hint: closing).draw(on: &self)
    }
  }
}

extension HeaderView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      screen: state.screen, model: state.facts.name, keymap: state.keymap, in: layout.header)
  }
}

extension PromptView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      prompt: Field(
        text: state.prompt, placeholder: state.facts.example, isFocused: state.focus == .prompt),
      negative: Field(
        text: state.negative, placeholder: "nothing to avoid",
        isFocused: state.focus == .negative),
      in: layout)
  }
}

extension StagesView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      run: state.run, drawsTokens: (state.run?.facts ?? state.facts).drawsTokens, now: state.now,
      in: layout)
  }
}

extension PreviewView {
  fileprivate init(_ state: State, _ layout: Layout) {
    let content = Content(
      preview: state.preview, tabs: state.tabs, run: state.run, facts: state.facts,
      recipe: state.recipe, finished: state.finished,
      isKept: state.finished.map { $0.run == state.keptRun } ?? false, input: state.input,
      inputIsOnItsWay: state.recalledInput != nil, now: state.now, keymap: state.keymap)
    self.init(
      content, isFocused: state.focus == .preview, picturesAreOff: state.picturesAreOff,
      in: layout)
  }
}

extension GalleryView {
  fileprivate init(_ state: State, _ layout: Layout) {
    self.init(
      state.gallery, picturesAreOff: state.picturesAreOff, keymap: state.keymap, in: layout)
  }
}

extension StatusBar {
  fileprivate init(_ state: State, _ layout: Layout) {
    let bindings = state.keymap.footer(in: state.place).filter { binding in
      // Enter stays: what it says where it cannot draw is how to begin.
      binding.strokes.contains {
        $0.command == .drawing(.run) || state.obstacle(to: $0.command) == nil
      }
    }
    self.init(
      Self.line(of: state),
      keys: bindings.map {
        Key(names: $0.shortKeyNames, label: Self.label(of: $0, in: state), rank: $0.footer ?? 0)
      }, in: layout)
  }

  private static func line(of state: State) -> Line? {
    // What has a window of its own is not said twice.
    if state.problem != nil { return nil }
    if let message = state.message { return Line(message) }
    if state.screen == .gallery || state.hasWindow { return nil }
    if state.focus == .settings {
      let setting = state.setting
      let explanation = setting.explanation(state.facts, state.recipe)
      return Line(.muted, "\(setting.label(state.facts)): \(explanation)")
    }
    return state.notes.sentence.map { Line(.notice, $0) }
  }

  // Labels that say what the key does now.
  private static func label(of binding: Binding, in state: State) -> String {
    switch binding.strokes.first?.command {
    case .drawing(.interrupt): state.isRunning ? "stop" : "quit"
    case .settings(.toggleSeed): state.seedIsRandom ? "lock seed" : "free seed"
    case .go(.back) where state.hasWindow: "close"
    default: binding.label
    }
  }
}
