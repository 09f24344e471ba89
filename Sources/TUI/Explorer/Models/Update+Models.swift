import Recipes

extension State {
  mutating func pick(_ command: Command.Models) -> [Effect] {
    switch command {
    case .open:
      closeWindows()
      commitEntry()
      models.open(on: facts.name)
      return [.models(.list)]
    case .up: models.select(models.selection - 1)
    case .down: models.select(models.selection + 1)
    case .first: models.select(0)
    case .last: models.select(models.offers.count - 1)
    case .choose: return choose()
    }
    return []
  }

  private mutating func choose() -> [Effect] {
    guard let offer = models.selected else { return [] }
    if offer.isNamed(facts.name) {
      models.isOpen = false
      say(.info, "\(ModelPlace.shortened(facts.name)) is in use already")
      return []
    }
    guard !drawing.isRunning else {
      let key = keyName(.drawing(.interrupt))
      say(.notice, "A picture is being drawn: let it finish, or stop it with \(key) first")
      return []
    }
    models.isOpen = false
    return open(ModelsState.Opening(name: offer.model.name))
  }

  /// Has a model opened; the one before stays until that is done.
  mutating func open(_ opening: ModelsState.Opening) -> [Effect] {
    models.opening = opening
    message = Message(.info, "Opening \(ModelPlace.shortened(opening.name))…")
    return [.models(.open(opening.name))]
  }

  mutating func note(_ action: Action.Models) -> [Effect] {
    switch action {
    case .found(let offers, let isComplete):
      models.show(offers, isComplete: isComplete, current: facts.name)
      return []
    case .opened(let facts): return adopt(facts, for: models.opening.take())
    case .failed(let name, let reason):
      let opening = models.opening.take()
      undoing.pending = nil
      guard let kept = opening?.recipe else {
        say(.error, "\(ModelPlace.shortened(name)) cannot be opened: \(reason)")
        return []
      }
      let effects = load(kept, opening?.path)
      say(
        .error,
        "The recipe is loaded for \(ModelPlace.shortened(facts.name)), which draws it differently. "
          + "\(ModelPlace.shortened(kept.model)) cannot be opened: \(reason)")
      return effects
    }
  }

  /// Goes on with the model that was opened.
  private mutating func adopt(_ facts: ModelFacts, for opening: ModelsState.Opening?) -> [Effect] {
    let (previous, before) = (self.facts, pictureSize)
    commitEntry()
    settings.recipe.negative = drawing.negative.text
    self.facts = facts
    drawing.adopt(model: facts.name)
    drawing.waiting.adapt(to: facts, from: previous)
    if let pending = undoing.pending { return finishPending(pending) }
    if let run = opening?.run, let index = drawing.earlier.firstIndex(where: { $0.id == run }) {
      return showRun(index)
    }
    let name = ModelPlace.shortened(facts.name)
    if let opening, let kept = opening.recipe {
      let effects = load(kept, opening.path)
      let words = "Recipe and model \(name) loaded, seed \(kept.seed)\(mending(of: kept))"
      say(.info, "\(words): \(drawAgain)")
      return effects + (opening.drawsAtOnce ? startRun() : [])
    }
    let hadLoras = !settings.recipe.loras.isEmpty
    settings.recipe = facts.adapt(settings.recipe, from: previous)
    drawing.negative.replace(with: settings.recipe.negative)
    settleSetting()
    let left = hadLoras && settings.recipe.loras.isEmpty ? ", without the LoRAs of the other" : ""
    say(.success, "\(name) draws from now on, \(pictureSize.description) pixels\(left)")
    return [examination] + effectsOfSize(from: before)
  }
}
