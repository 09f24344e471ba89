import Engine
import Recipes

extension State {
  mutating func pick(_ command: Command) -> [Effect] {
    switch command {
    case .showModels:
      closeWindows()
      commitEntry()
      picker.open(on: facts.name)
      return [.listModels]
    case .modelUp: picker.select(picker.selection - 1)
    case .modelDown: picker.select(picker.selection + 1)
    case .modelFirst: picker.select(0)
    case .modelLast: picker.select(picker.offers.count - 1)
    case .chooseModel: return choose()
    default: preconditionFailure("\(command) is not for the list of models")
    }
    return []
  }

  private mutating func choose() -> [Effect] {
    guard let offer = picker.selected else { return [] }
    if offer.isNamed(facts.name) {
      picker.isOpen = false
      say(.info, "\(ModelPlace.shortened(facts.name)) is in use already")
      return []
    }
    guard !isRunning else {
      say(.notice, "A picture is being drawn: let it finish, or stop it with Ctrl-C first")
      return []
    }
    picker.isOpen = false
    return open(Opening(name: offer.model.name))
  }

  /// Has a model opened; the one before stays until that is done.
  mutating func open(_ opening: Opening) -> [Effect] {
    self.opening = opening
    message = Message(.info, "Opening \(ModelPlace.shortened(opening.name))…")
    return [.openModel(opening.name)]
  }

  mutating func noteModels(_ action: Action) -> [Effect] {
    switch action {
    case .modelsFound(let offers, let isComplete):
      picker.show(offers, isComplete: isComplete, current: facts.name)
    case .modelOpened(let facts):
      let opening = opening
      self.opening = nil
      return adopt(facts, recipe: opening?.recipe)
    case .modelFailed(let name, let reason):
      let opening = opening
      self.opening = nil
      guard let kept = opening?.recipe else {
        say(.error, "\(ModelPlace.shortened(name)) cannot be opened: \(reason)")
        return []
      }
      let effects = load(kept)
      say(
        .error,
        "The recipe is loaded for \(ModelPlace.shortened(facts.name)), which draws it differently. "
          + "\(ModelPlace.shortened(kept.model)) cannot be opened: \(reason)")
      return effects
    default: break
    }
    return []
  }

  /// Goes on with the model that was opened.
  private mutating func adopt(_ facts: ModelFacts, recipe kept: Recipe?) -> [Effect] {
    let (previous, before) = (self.facts, pictureSize)
    commitEntry()
    recipe.negative = negative.text
    self.facts = facts
    warmStages = []
    if let kept {
      let effects = load(kept)
      say(
        .info,
        "Recipe and model \(ModelPlace.shortened(facts.name)) loaded, seed \(kept.seed): Enter draws it again"
      )
      return effects
    }
    recipe = facts.adapt(recipe, from: previous)
    negative.replace(with: recipe.negative)
    settleSetting()
    say(
      .success,
      "\(ModelPlace.shortened(facts.name)) draws from now on, \(pictureSize.description) pixels")
    return [.examine(prompt.text)] + effectsOfSize(from: before)
  }
}
