import Engine
import Recipes

extension State {
  mutating func pick(_ command: Command.Models) -> [Effect] {
    switch command {
    case .open:
      closeWindows()
      commitEntry()
      picker.open(on: facts.name)
      return [.models(.list)]
    case .up: picker.select(picker.selection - 1)
    case .down: picker.select(picker.selection + 1)
    case .first: picker.select(0)
    case .last: picker.select(picker.offers.count - 1)
    case .choose: return choose()
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
      let key = keyName(.drawing(.interrupt))
      say(.notice, "A picture is being drawn: let it finish, or stop it with \(key) first")
      return []
    }
    picker.isOpen = false
    return open(Opening(name: offer.model.name))
  }

  /// Has a model opened; the one before stays until that is done.
  mutating func open(_ opening: Opening) -> [Effect] {
    self.opening = opening
    message = Message(.info, "Opening \(ModelPlace.shortened(opening.name))…")
    return [.models(.open(opening.name))]
  }

  mutating func note(_ action: Action.Models) -> [Effect] {
    switch action {
    case .found(let offers, let isComplete):
      picker.show(offers, isComplete: isComplete, current: facts.name)
    case .opened(let facts):
      let opening = opening
      self.opening = nil
      return adopt(facts, recipe: opening?.recipe)
    case .failed(let name, let reason):
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
        "Recipe and model \(ModelPlace.shortened(facts.name)) loaded, seed \(kept.seed): \(drawAgain)"
      )
      return effects
    }
    recipe = facts.adapt(recipe, from: previous)
    negative.replace(with: recipe.negative)
    settleSetting()
    say(
      .success,
      "\(ModelPlace.shortened(facts.name)) draws from now on, \(pictureSize.description) pixels")
    return [.drawing(.examine(prompt: prompt.text))] + effectsOfSize(from: before)
  }
}
