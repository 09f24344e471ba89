import Recipes

extension State {
  /// Finds out what the prompt stands for, before it is drawn; nil where it is but itself.
  mutating func expand(for purpose: Expansion.Purpose) -> [Effect]? {
    let text = drawing.prompt.text
    guard PromptVariants.isPossible(text) else { return nil }
    expansion = Expansion(text: text, purpose: purpose)
    return [.drawing(.expand(text))]
  }

  /// Shows what the prompt stands for, or draws it where that is one thing.
  mutating func take(_ variants: PromptVariants) -> [Effect] {
    guard let pending = expansion.take(), pending.text == variants.text,
      variants.text == drawing.prompt.text
    else { return [] }
    guard variants.hasChoices else {
      let effects = begin(for: pending.purpose)
      if let name = variants.unknownLists.first {
        say(.notice, PromptList.notice(ofUnknown: name, list: "'\(name)'"))
      }
      return effects
    }
    closeWindows()
    commitEntry()
    var random = random
    self.variants = VariantsState(
      variants, seed: nextSeed(&random), isCounting: settings.seedMode == .counting)
    return []
  }

  mutating func expansionFailed(_ text: String, _ reason: String, at place: Int?) {
    guard let pending = expansion.take(), pending.text == text else { return }
    say(.error, reason.prefix(1).uppercased() + reason.dropFirst())
    guard let place, drawing.prompt.text == text else { return }
    drawing.prompt.replace(with: text, cursor: place - 1)
    move(to: .prompt)
  }

  mutating func vary(_ command: Command.Variants) -> [Effect] {
    let page = max(1, VariantsView.rows(of: variants, on: size) - 1)
    switch command {
    case .up: variants?.move(-1)
    case .down: variants?.move(1)
    case .pageUp: variants?.move(-page)
    case .pageDown: variants?.move(page)
    case .changeSeeds: variants?.isCounting.toggle()
    case .accept: return drawVariants()
    }
    return []
  }

  private mutating func drawVariants() -> [Effect] {
    guard let shown = variants.take() else { return [] }
    settings.recipe.seed = nextSeed(&random)
    noteTexts()
    let recipes = shown.prompts.enumerated().map { index, prompt in
      var recipe = settings.recipe
      recipe.prompt = PromptVariants.literal(prompt)
      recipe.seed = shown.seed(of: index)
      return drawn(recipe, template: shown.template)
    }
    if settings.seedMode == .counting { settings.recipe.seed = shown.seed(of: recipes.count - 1) }
    settings.usedSeed = settings.recipe.seed
    return enqueue(recipes) + hint(.began)
  }
}
