import Engine
import Recipes

extension State {
  mutating func browse(_ command: Command.Gallery) -> [Effect] {
    let last = gallery.pictures.count - 1
    switch command {
    case .up: return select(gallery.selection - 1)
    case .down: return select(gallery.selection + 1)
    case .pageUp: return select(gallery.selection - 10)
    case .pageDown: return select(gallery.selection + 10)
    case .first: return select(0)
    case .last: return select(last)
    case .recall: return recall()
    case .begin: return beginFromKept()
    }
  }

  private mutating func select(_ index: Int) -> [Effect] {
    guard gallery.select(index), let picture = gallery.selected else { return [] }
    return [.gallery(.readPicture(path: picture.path))]
  }

  /// Takes over the recipe of the selected picture.
  private mutating func recall() -> [Effect] {
    guard let kept = gallery.selected?.recipe else { return [] }
    if kept.model == facts.name {
      let effects = load(kept)
      if kept.loras == recipe.loras {
        say(.info, "Recipe loaded, seed \(kept.seed): \(drawAgain)")
      } else {
        say(.notice, "Recipe loaded; other LoRAs were used, which --lora mixes in at the start")
      }
      return effects
    }
    guard !isRunning else {
      let name = ModelPlace.shortened(kept.model)
      let key = keyName(.drawing(.interrupt))
      say(.notice, "\(name) drew this: stop the drawing with \(key) first, or let it finish")
      return []
    }
    return open(Opening(name: kept.model, recipe: kept))
  }

  /// How a recipe that was loaded is drawn, for the end of a sentence.
  var drawAgain: String { "\(keyName(.drawing(.run), in: .text)) draws it again" }

  /// Makes a kept recipe the one to draw next, as far as the open model can.
  mutating func load(_ kept: Recipe) -> [Effect] {
    prompt.replace(with: kept.prompt)
    negative.replace(with: kept.negative)
    recipe = facts.adapt(kept, from: nil)
    seedIsRandom = false
    screen = .explore
    focus = .prompt
    input = nil
    recalledInput = recipe.input?.path
    preview.note(input: nil)
    settleSetting()
    let examination = Effect.drawing(.examine(prompt: prompt.text))
    return [examination] + (recalledInput.map { [.opener(.read(path: $0, pictureSize))] } ?? [])
  }

  mutating func note(_ action: Action.Gallery) -> [Effect] {
    switch action {
    case .read(let pictures):
      gallery.show(pictures)
      guard let selected = gallery.selected, gallery.loaded?.path != selected.path else {
        return []
      }
      return [.gallery(.readPicture(path: selected.path))]
    case .failed(let reason):
      gallery.isLoading = false
      gallery.problem = reason
    case .pictureRead(let path, let picture):
      if path == gallery.selected?.path { gallery.note(picture, from: path) }
    case .pictureFailed(let path, let reason):
      if path == gallery.selected?.path { gallery.problem = reason }
    }
    return []
  }
}
