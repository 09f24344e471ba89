import Engine
import Recipes

extension State {
  mutating func browse(_ command: Command) -> [Effect] {
    let last = gallery.pictures.count - 1
    switch command {
    case .selectUp: return select(gallery.selection - 1)
    case .selectDown: return select(gallery.selection + 1)
    case .selectPageUp: return select(gallery.selection - 10)
    case .selectPageDown: return select(gallery.selection + 10)
    case .selectFirst: return select(0)
    case .selectLast: return select(last)
    case .recall: return recall()
    default: preconditionFailure("\(command) is not for the gallery")
    }
  }

  private mutating func select(_ index: Int) -> [Effect] {
    guard gallery.select(index), let picture = gallery.selected else { return [] }
    return [.readPicture(path: picture.path)]
  }

  /// Takes over the recipe of the selected picture.
  private mutating func recall() -> [Effect] {
    guard let kept = gallery.selected?.recipe else { return [] }
    if kept.model == facts.name {
      let effects = load(kept)
      if kept.loras == recipe.loras {
        say(.info, "Recipe loaded, seed \(kept.seed): Enter draws it again")
      } else {
        say(.notice, "Recipe loaded; other LoRAs were used, which --lora mixes in at the start")
      }
      return effects
    }
    guard !isRunning else {
      let name = ModelPlace.shortened(kept.model)
      say(.notice, "\(name) drew this: stop the drawing with Ctrl-C first, or let it finish")
      return []
    }
    return open(Opening(name: kept.model, recipe: kept))
  }

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
    let examination = Effect.examine(prompt.text)
    return [examination] + (recalledInput.map { [.openInput(path: $0, pictureSize)] } ?? [])
  }

  mutating func noteGallery(_ action: Action) -> [Effect] {
    switch action {
    case .galleryRead(let pictures):
      gallery.show(pictures)
      guard let selected = gallery.selected, gallery.loaded?.path != selected.path else {
        return []
      }
      return [.readPicture(path: selected.path)]
    case .galleryFailed(let reason):
      gallery.isLoading = false
      gallery.problem = reason
    case .pictureRead(let path, let picture):
      if path == gallery.selected?.path { gallery.note(picture, from: path) }
    case .pictureFailed(let path, let reason):
      if path == gallery.selected?.path { gallery.problem = reason }
    default: break
    }
    return []
  }
}
