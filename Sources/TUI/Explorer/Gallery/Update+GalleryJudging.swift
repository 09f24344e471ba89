import Gallery

extension State {
  mutating func judge(_ command: Command.Judge) -> [Effect] {
    switch command {
    case .favourite: return gallery.judge(.favourite(gallery.becomesFavourite))
    case .unrated, .one, .two, .three, .four, .five:
      return gallery.judge(.rating(command.rating ?? 0))
    case .tags: openTags()
    case .note: openNote()
    case .discard: return [.gallery(.discard(gallery.takeAway()))]
    case .restore: return [.gallery(.restore(gallery.takeAway()))]
    case .emptyTrash: return emptyTrash()
    case .undo:
      guard let deed = gallery.deeds.popLast() else { return [] }
      say(.info, "Undoing: \(deed.words)…")
      return [.gallery(.undo(deed))]
    }
    return []
  }

  private mutating func openTags() {
    let targets = gallery.targets
    let only = targets.count == 1 ? targets.first.flatMap { gallery.items[$0] } : nil
    let tags = only?.judgement.tags
    let text = tags.map { $0.isEmpty ? "" : $0.joined(separator: ", ") + ", " } ?? ""
    gallery.line = GalleryLine(.tags(targets, before: tags), text: text)
    if targets.count > 1 {
      say(.info, "For \(targets.count.pictures): tags to give, with a hyphen those to take away")
    }
  }

  private mutating func openNote() {
    let targets = gallery.targets
    let only = targets.count == 1 ? targets.first.flatMap { gallery.items[$0] } : nil
    gallery.line = GalleryLine(.note(targets), text: only?.judgement.note ?? "")
  }

  /// Deletes what is in the trash for good, but only after asking.
  private mutating func emptyTrash() -> [Effect] {
    let wasAsked = gallery.askedToEmpty.map { now - $0 <= Self.messageSeconds } ?? false
    guard wasAsked else {
      gallery.askedToEmpty = now
      let key = keyName(.judge(.emptyTrash), in: .gallery)
      say(.notice, "\(key) again deletes all that is in the trash for good")
      return []
    }
    gallery.askedToEmpty = nil
    return [.gallery(.emptyTrash)]
  }

  /// Says what was done to pictures, and looks at what is there now.
  mutating func note(deed action: Action.Gallery) -> [Effect] {
    switch action {
    case .done(let deed):
      gallery.deeds = (gallery.deeds + [deed]).suffix(GalleryState.mostDeeds)
      let undo = keyName(.judge(.undo), in: .gallery)
      say(.success, "\(deed.words); \(undo) undoes it")
    case .undone(let deed):
      say(.success, "Undone: \(deed.words)")
    case .undoFailed(let deed, let reason):
      gallery.deeds.append(deed)
      say(.error, "\(deed.words) could not be undone: \(reason)")
    case .emptied(let count):
      // What was moved to the trash cannot come back.
      gallery.deeds.removeAll { if case .moved = $0.kind { true } else { false } }
      say(.success, "\(count.pictures) deleted for good")
    case .refused(let reason):
      // What was shown before it was done is not so.
      say(.error, reason)
      return gallery.reread()
    default: return []
    }
    // The index has followed by now, so that the refresh sees nothing new.
    return gallery.reread() + [.gallery(.refresh)]
  }
}

extension GalleryState {
  static let mostDeeds = 100
}
