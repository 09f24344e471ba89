import Recipes

extension State {
  mutating func style(_ command: Command.Styles) -> [Effect] {
    switch command {
    case .open:
      let wasOpen = styles.isOpen
      closeWindows()
      guard !wasOpen else { return [] }
      styles.selection = 0
      return [.styles(.read)]
    case .up: styles.move(-1)
    case .down: styles.move(1)
    case .toggle: styles.toggle()
    case .clear: styles.active = []
    }
    return [examination]
  }

  mutating func note(_ action: Action.Styles) -> [Effect] {
    switch action {
    case .read(let known, let problems, let path):
      (styles.known, styles.problems, styles.path) = (known, problems, path)
      styles.move(0)
    }
    return [examination]
  }

  /// `recipe` as it is drawn: with the styles that are switched on, and without the marks of what is
  /// not to be read as variants.
  func drawn(_ recipe: Recipe, template: String? = nil) -> Recipe {
    var drawn = recipe
    drawn.origin = nil
    drawn.prompt = PromptVariants.plain(recipe.prompt)
    drawn.add(styles.added, template: template)
    return drawn
  }

  /// Puts what was typed for a recipe into the fields, and switches its styles on.
  ///
  /// Where these are others by now, the whole prompts that were drawn are there instead.
  mutating func type(_ kept: Recipe) {
    var (prompt, negative) = (kept.prompt, kept.negative)
    styles.active = []
    if let origin = kept.origin {
      styles.active = origin.styles
      let added = styles.added
      var again = kept
      (again.prompt, again.negative, again.origin) = (origin.prompt, origin.negative, nil)
      again.add(added)
      if added.count == origin.styles.count, kept.draws(as: again) {
        (prompt, negative) = (origin.prompt, origin.negative)
      } else {
        styles.active = []
      }
      if let template = origin.template { drawing[history: .prompt].add(template) }
    }
    drawing.prompt.replace(with: PromptVariants.literal(prompt))
    drawing.negative.replace(with: negative)
  }

  /// What there is to say about the texts of a recipe that was loaded, for the end of a sentence.
  func originNotice(of kept: Recipe) -> String? {
    guard let origin = kept.origin else { return nil }
    if styles.active != origin.styles { return "its styles have changed since: all of it is here" }
    guard origin.template != nil else { return nil }
    return "\(keyName(.history(.earlier), in: .text)) brings the text with all its variants"
  }
}
