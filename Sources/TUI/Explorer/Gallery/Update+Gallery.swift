import Files
import Recipes

extension State {
  mutating func browse(_ command: Command.Gallery) -> [Effect] {
    switch command {
    case .up: gallery.move(by: -1)
    case .down: gallery.move(by: 1)
    case .pageUp: gallery.move(by: -10)
    case .pageDown: gallery.move(by: 10)
    case .first: gallery.move(to: 0)
    case .last: gallery.move(to: gallery.pictures.count - 1)
    case .recall: recall()
    case .begin: beginFromKept()
    case .nextDamaged: gallery.moveToNextDamaged()
    }
  }

  mutating func note(_ action: Action.Gallery) -> [Effect] {
    if case .pictureRead(let path, let picture) = action, path == recalledPath,
      let recipe = drawing.recalled
    {
      recalledPath = nil
      drawing.recall(recipe, picture)
    }
    return gallery.note(action)
  }

  /// Takes over the recipe of the selected picture.
  private mutating func recall() -> [Effect] {
    guard let picture = gallery.selected, let kept = picture.recipe else { return [] }
    if kept.model == facts.name {
      let effects = load(kept, picture.path)
      if kept.loras == settings.recipe.loras {
        say(.info, "Recipe loaded, seed \(kept.seed)\(mending(of: kept)): \(drawAgain)")
      } else {
        say(.notice, "Recipe loaded; other LoRAs were used, which --lora mixes in at the start")
      }
      return effects
    }
    guard !drawing.isRunning else {
      let name = ModelPlace.shortened(kept.model)
      let key = keyName(.drawing(.interrupt))
      say(.notice, "\(name) drew this: stop the drawing with \(key) first, or let it finish")
      return []
    }
    return open(ModelsState.Opening(name: kept.model, recipe: kept, path: picture.path))
  }

  /// What of a kept recipe the open model cannot use or lacks, for the middle of a sentence.
  func mending(of kept: Recipe) -> String {
    let changed = facts.defaults.mended(kept).changed
    return changed.isEmpty
      ? "" : ", with this model's own values for " + changed.joined(separator: " and ")
  }

  /// How a recipe that was loaded is drawn, for the end of a sentence.
  var drawAgain: String { "\(keyName(.drawing(.run), in: .text)) draws it again" }

  /// Makes a kept recipe the one to draw next, as far as the open model can, and shows its picture.
  ///
  /// - Parameter path: the kept picture.
  mutating func load(_ kept: Recipe, _ path: Path?) -> [Effect] {
    drawing.prompt.replace(with: kept.prompt)
    drawing.negative.replace(with: kept.negative)
    settings.recipe = facts.adapt(kept, from: nil)
    settings.seedIsRandom = false
    screen = .explore
    focus = .prompt
    opener.input = nil
    opener.recalled = settings.recipe.input?.path
    drawing.preview.note(input: nil)
    settleSetting()
    // A run that goes on shows what it makes.
    if !drawing.isRunning, let path {
      let picture = gallery.loaded.flatMap { $0.path == path ? $0.picture : nil }
      drawing.recall(kept, picture)
      recalledPath = picture == nil ? path : nil
    }
    return [examination] + (opener.recalled.map { [.opener(.read(path: $0, pictureSize))] } ?? [])
  }
}
