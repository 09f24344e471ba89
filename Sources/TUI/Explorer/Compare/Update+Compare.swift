import Engine
import Gallery
import Recipes

extension State {
  mutating func compare(_ command: Command.Compare) -> [Effect] {
    switch command {
    case .pin: pin()
    case .marked: return compareMarked()
    case .flip: return look(.flip)
    case .sideBySide: return look(.sideBySide)
    case .difference: return look(.difference)
    case .wipe: return look(.wipe)
    case .less: comparison?.move(-1)
    case .more: comparison?.move(1)
    case .nextContent: comparison?.moveContent(1)
    case .previousContent: comparison?.moveContent(-1)
    case .nextChannel: comparison?.moveChannel(1)
    case .previousChannel: comparison?.moveChannel(-1)
    case .take: return takeCompared()
    }
    return comparison?.measuring ?? []
  }

  mutating func note(_ action: Action.Compare) -> [Effect] {
    comparison?.note(action)
    if case .measured = action { return [] }
    return comparison?.measuring ?? []
  }

  /// What is in view in the explorer: a run that was finished, or a kept picture.
  private var inView: Comparison.Side? {
    guard let recipe = drawing.shownRecipe, let picture = drawing.preview.picture else {
      return nil
    }
    return Comparison.Side(
      path: nil, title: recipe.prompt.isEmpty ? "(empty prompt)" : recipe.prompt, recipe: recipe,
      picture: picture, latent: drawing.preview.latent, tokens: drawing.preview.tokens)
  }

  private mutating func pin() {
    pinned = inView
    let key = keyName(.compare(.flip), in: .preview)
    say(.success, "Pinned: \(key) compares it with what is drawn next")
  }

  /// Changes the look, or in the explorer compares what is pinned with what is in view.
  private mutating func look(_ look: Comparison.Look) -> [Effect] {
    guard comparison != nil else {
      guard let pinned, let inView else { return [] }
      begin([pinned, inView], look)
      return comparison?.measuring ?? []
    }
    if look == .flip, comparison?.look == .flip {
      comparison?.flip()
    } else {
      comparison?.look = look
    }
    return comparison?.measuring ?? []
  }

  private mutating func compareMarked() -> [Effect] {
    let items = gallery.targets.compactMap { gallery.items[$0] }
    begin(
      items.map { Comparison.Side(path: $0.path, title: $0.title, recipe: $0.recipe) },
      .sideBySide)
    return items.map { .compare(.read($0.path)) }
  }

  private mutating func begin(_ sides: [Comparison.Side], _ look: Comparison.Look) {
    comparisons += 1
    comparison = Comparison(sides, look, number: comparisons)
  }

  /// Takes over the recipe of the picture in front, as from the gallery.
  private mutating func takeCompared() -> [Effect] {
    guard let comparison else { return [] }
    let side = comparison.sides[comparison.front]
    self.comparison = nil
    guard let path = side.path else { return [] }
    guard let index = gallery.listing.ids.firstIndex(where: { gallery.items[$0]?.path == path })
    else {
      say(.notice, "The picture is not in the list any more")
      return []
    }
    gallery.select(index)
    return take(.all)
  }

  func obstacle(to command: Command.Compare) -> String? {
    switch command {
    case .pin: return inView == nil ? "There is no finished picture to pin" : nil
    case .marked:
      let count = gallery.targetCount
      if (2...Comparison.most).contains(count) {
        return gallery.targets.allSatisfy { gallery.items[$0] != nil }
          ? nil : "The marked pictures are still read"
      }
      let key = keyName(.gallery(.mark), in: .gallery)
      return "Mark two to four pictures with \(key), then compare them"
    case .flip, .sideBySide, .difference, .wipe:
      if comparison != nil { return nil }
      if pinned == nil { return "\(keyName(.compare(.pin), in: .preview)) pins a picture first" }
      return inView == nil ? "There is no finished picture to compare with" : nil
    case .nextContent, .previousContent:
      return comparison?.contents.count ?? 0 > 1
        ? nil : "Not all of them carry the latent they were made of"
    case .nextChannel, .previousChannel:
      return comparison?.content == .latent ? nil : "Only a latent has channels"
    case .take:
      guard let comparison, comparison.sides[comparison.front].path != nil else {
        return "This one is in view already"
      }
      return comparison.sides[comparison.front].recipe == nil ? "This file holds no recipe" : nil
    case .less, .more: return nil
    }
  }
}
