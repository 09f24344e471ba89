import Engine

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
    prompt.replace(with: kept.prompt)
    negative.replace(with: kept.negative)
    recipe = kept
    recipe.model = facts.name
    seedIsRandom = false
    screen = .explore
    focus = .prompt
    if kept.model == facts.name {
      say(.info, "Recipe loaded, seed \(kept.seed): Enter draws it again")
    } else {
      say(
        .notice, "Recipe loaded; it was drawn by \(kept.model), \(facts.name) draws it differently")
    }
    return [.examine(prompt.text)]
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
