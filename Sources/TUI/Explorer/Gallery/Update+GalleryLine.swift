import Gallery

extension State {
  /// Begins to type a search, from the one that is there.
  mutating func openSearch() -> [Effect] {
    let text = gallery.search.text
    gallery.line = GalleryLine(
      .search(before: text, selected: gallery.selectedID), text: text)
    return completing
  }

  mutating func edit(line change: (inout PromptField) -> Void) -> [Effect] {
    guard let changed = gallery.line?.edit(change) else { return [] }
    return (changed ? searching : []) + completing
  }

  mutating func type(_ command: Command.Line) -> [Effect] {
    switch command {
    case .accept: return acceptLine()
    case .complete: return gallery.line?.complete() ?? false ? searching : []
    case .earlier: return recallSearch(-1)
    case .later: return recallSearch(1)
    case .save:
      guard let line = gallery.line, line.isSearch else { return [] }
      let name = gallery.saved.first { $0.text == line.field.text }?.name ?? ""
      gallery.line = GalleryLine(.name(search: line.field.text), text: name)
    case .forget:
      guard let line = gallery.line,
        let known = gallery.saved.first(where: { $0.text == line.field.text })
      else { return [] }
      return [.gallery(.saveSearch(text: "", name: known.name))]
    }
    return []
  }

  private mutating func recallSearch(_ offset: Int) -> [Effect] {
    guard gallery.line?.recall(offset, of: gallery.saved) ?? false else { return [] }
    return searching
  }

  /// Finds what the line asks for, as it is typed.
  private var searching: [Effect] {
    mutating get {
      guard let line = gallery.line, line.isSearch else { return [] }
      gallery.search.text = line.field.text
      return gallery.list()
    }
  }

  private var completing: [Effect] {
    gallery.line?.question.map { [.gallery(.complete(text: $0.text, cursor: $0.cursor))] } ?? []
  }

  private mutating func acceptLine() -> [Effect] {
    guard let line = gallery.line else { return [] }
    switch line.purpose {
    case .search:
      if let problem = line.problem {
        say(.notice, problem.message)
        return []
      }
      gallery.line = nil
    case .tags(let targets, _):
      gallery.line = nil
      let (adding, removing) = line.tags
      guard !adding.isEmpty || !removing.isEmpty else { return [] }
      return judge(targets, .tags(adding: adding, removing: removing))
    case .note(let targets):
      gallery.line = nil
      return judge(targets, .note(line.field.text))
    case .name(let search):
      let name = line.field.text
      guard !name.allSatisfy(\.isWhitespace) else {
        say(.notice, "Type a name for the search")
        return []
      }
      gallery.line = nil
      return [.gallery(.saveSearch(text: search, name: name))]
    }
    return []
  }

  /// Finds what a whole search asks for.
  mutating func find(_ text: String) -> [Effect] {
    gallery.line = nil
    gallery.search.text = text
    return gallery.list()
  }

  /// Writes a note, or gives and takes tags, without a line to type them into.
  mutating func write(_ text: String, asTags: Bool) -> [Effect] {
    let targets = gallery.targets
    gallery.line = GalleryLine(
      asTags ? .tags(targets, before: nil) : .note(targets), text: text)
    return acceptLine()
  }

  private mutating func judge(_ ids: [Int64], _ change: Judgement.Change) -> [Effect] {
    for id in ids { gallery.items.change(id) { $0.judgement = $0.judgement.applying(change) } }
    return [.gallery(.judge(ids, change))]
  }

  /// Leaves the line as if nothing had been typed.
  mutating func leaveLine() -> [Effect] {
    guard let line = gallery.line else { return [] }
    gallery.line = nil
    switch line.purpose {
    case .search(let before, let selected) where gallery.search.text != before:
      gallery.search.text = before
      gallery.wanted = selected
      return gallery.list()
    // The search that was to be named is still looked at.
    case .search, .tags, .note, .name: return []
    }
  }
}
