import Gallery

extension GalleryState {
  /// The pictures that a command is for: those that are marked, or the selected one.
  var targets: [Int64] {
    var marked = marks
    if let range { marked.insert(listing.ids[range]) }
    return marked.isEmpty ? selectedID.map { [$0] } ?? [] : marked.ids
  }

  /// How many pictures a command is for.
  var targetCount: Int {
    let marked = markedCount
    return marked == 0 && selectedID != nil ? 1 : marked
  }

  /// How many pictures are marked, with those of the range.
  var markedCount: Int {
    guard let range else { return marks.count }
    return marks.count + listing.ids[range].count { !marks.contains($0) }
  }

  /// Marks the selected picture, or takes its mark away, and goes on to the next.
  mutating func mark() {
    if let range {
      marks.insert(listing.ids[range])
      marks.anchor = nil
    } else if let selectedID {
      marks.toggle(selectedID)
    }
    select(selection + 1)
  }

  /// Begins to mark a range, or ends it.
  mutating func markRange() {
    if let range {
      marks.insert(listing.ids[range])
      marks.anchor = nil
    } else {
      marks.anchor = selectedID
    }
  }

  /// Marks all that was found, or nothing where all of it is marked.
  mutating func markAll() {
    marks.anchor = nil
    if listing.ids.allSatisfy(marks.contains) { marks.clear() } else { marks.insert(listing.ids) }
  }

  /// Shows at once what will be thought of the pictures.
  mutating func judge(_ change: Judgement.Change) -> [Effect] {
    let targets = targets
    guard !targets.isEmpty else { return [] }
    for id in targets { items.change(id) { $0.judgement = $0.judgement.applying(change) } }
    return [.gallery(.judge(targets, change))]
  }

  /// Whether what is selected, and with it all that is marked, becomes a favourite.
  var becomesFavourite: Bool {
    !(targets.lazy.compactMap { items[$0] }.first?.judgement.isFavourite ?? false)
  }

  /// Takes pictures from the list that go elsewhere.
  mutating func takeAway() -> [Int64] {
    let targets = targets
    let gone = Set(targets)
    // What comes after those that go is selected then.
    let next = listing.ids[min(selection, count)...].first { !gone.contains($0) }
    var left = listing
    left.ids = []
    left.groups = []
    var group = 0
    for (index, id) in listing.ids.enumerated() {
      while group < listing.groups.count, listing.groups[group].start <= index {
        let start = left.ids.count
        // A group that lost all its pictures gives way to the next.
        if left.groups.last?.start == start { left.groups.removeLast() }
        left.groups.append(.init(title: listing.groups[group].title, start: start))
        group += 1
      }
      if !gone.contains(id) { left.ids.append(id) }
    }
    if left.groups.last?.start == left.ids.count { left.groups.removeLast() }
    left.total -= listing.ids.count - left.ids.count
    marks.clear()
    show(left)
    if let next, let index = left.ids.firstIndex(of: next) { select(index) }
    return targets
  }
}
