import Gallery
import Recipes

extension State {
  func obstacle(to command: Command.Gallery) -> String? {
    switch command {
    case .nextDamaged where gallery.listing.damaged + gallery.listing.links == 0:
      "Every file can be read"
    case .detail where gallery.selectedID == nil, .mark where gallery.selectedID == nil,
      .markRange where gallery.selectedID == nil, .markAll where gallery.selectedID == nil:
      nothingHere
    default: nil
    }
  }

  func obstacle(to command: Command.Judge) -> String? {
    switch command {
    case .emptyTrash:
      gallery.search.place != .trash
        ? "\(keyName(.gallery(.nextPlace), in: .gallery)) leads to the trash, which is emptied there"
        : gallery.listing.total == 0 ? "The trash is empty" : nil
    case .undo: gallery.deeds.isEmpty ? "There is nothing to undo" : nil
    case _ where gallery.targetCount == 0: nothingHere
    case .restore where gallery.search.place == .kept: "This picture is kept already"
    case .discard where gallery.search.place == .trash:
      "It is in the trash; \(keyName(.judge(.emptyTrash), in: .gallery)) empties that"
    case .discard, .favourite, .unrated, .one, .two, .three, .four, .five, .tags, .note:
      gallery.targetCount == 1 && gallery.selected?.isReadOnly ?? false
        ? "This picture lies in a folder that is only looked at" : nil
    case .restore: nil
    }
  }

  func obstacle(to command: Command.Take) -> String? {
    switch command {
    case .copy: return gallery.selected == nil ? nothingHere : nil
    case .between: return obstacleToWay
    default: break
    }
    guard let item = gallery.selected else { return nothingHere }
    switch command {
    case .begin, .openElsewhere:
      return item.isLink ? "This is a link or a device, which is not opened" : nil
    case .all where models.opening != nil, .again where models.opening != nil: return busyOpening
    case .all where item.recipe == nil && item.problem != nil,
      .again where item.recipe == nil && item.problem != nil:
      return "No recipe can be read from this file"
    case .goOn:
      guard let recipe = item.recipe else { return "This file holds no recipe" }
      if !item.hasTrace { return "This picture carries no latent to go on from" }
      return recipe.model == facts.name
        ? nil : "\(ModelPlace.shortened(recipe.model)) drew it; choose that model first"
    case .seed: return item.seed == nil ? "This file holds no seed" : nil
    default: return item.prompt == nil ? "This file holds no recipe" : nil
    }
  }

  private var obstacleToWay: String? {
    guard gallery.targetCount == 2 else {
      return "Mark two pictures with \(keyName(.gallery(.mark), in: .gallery)) first"
    }
    let ends = gallery.targets.map { gallery.items[$0]?.recipe }
    guard let one = ends[0], let other = ends[1] else { return "Both pictures need a recipe" }
    if one.model != other.model { return "Other models drew them, between which there is no way" }
    if facts.size(of: one) != facts.size(of: other) { return "The pictures are not of one size" }
    guard one.start == .noise, other.start == .noise, one.toward == nil, other.toward == nil else {
      return "No way leads from a picture that was begun from another one or is on a way itself"
    }
    return one.model == facts.name
      ? nil : "\(ModelPlace.shortened(one.model)) drew them; choose that model first"
  }

  func obstacle(to command: Command.Copy) -> String? {
    switch command {
    case .prompt: gallery.selected?.prompt == nil ? "This file holds no prompt" : nil
    case .recipe: gallery.selected?.recipeText.isEmpty ?? true ? "This file holds no recipe" : nil
    case .path, .picture: nil
    }
  }

  func obstacle(to command: Command.Line) -> String? {
    guard let line = gallery.line else { return nil }
    switch command {
    case .complete: return line.question == nil ? "There is nothing to complete here" : nil
    case .earlier, .later:
      return line.isSearch && !gallery.saved.isEmpty ? nil : "No search was given a name yet"
    case .save:
      if !line.isSearch || line.field.isEmpty { return "Type what to look for, then name it" }
      return line.problem?.message
    case .forget:
      return line.isSearch && gallery.saved.contains { $0.text == line.field.text }
        ? nil : "This search has no name"
    case .accept: return nil
    }
  }

  private var nothingHere: String {
    switch gallery.search.place {
    case _ where !gallery.search.text.isEmpty: "Nothing was found"
    case .kept: "The gallery is empty"
    case .runs: "There are no runs"
    case .trash: "The trash is empty"
    }
  }
}
