package import Gallery

/// A line of text that is typed in the gallery: a search, tags, a note, or a name.
package struct GalleryLine: Sendable {
  package enum Purpose: Equatable, Sendable {
    /// `before` and the picture that was selected come back where the line is left.
    case search(before: String, selected: Int64?)
    /// `before` are the tags of the only picture there are any for; nil for several pictures.
    case tags([Int64], before: [String]?)
    case note([Int64])
    /// Of the search that is kept.
    case name(search: String)
  }

  package let purpose: Purpose
  package private(set) var field: PromptField
  /// What is wrong with the search as it is typed.
  package var problem: SearchError?
  /// What may stand at the cursor; nil until it is known.
  package private(set) var completions: SearchCompletions?
  /// Which of `completions` was put into the text.
  private var chosen: Int?
  /// The saved search that was put into the text.
  package private(set) var savedPlace: Int?

  package init(_ purpose: Purpose, text: String) {
    self.purpose = purpose
    field = PromptField(text)
  }

  package var isSearch: Bool {
    if case .search = purpose { return true }
    return false
  }

  package var label: String {
    switch purpose {
    case .search: "/"
    case .tags: "Tags:"
    case .note: "Note:"
    case .name: "Name:"
    }
  }

  /// Changes the text; returns whether it is another one now.
  mutating func edit(_ change: (inout PromptField) -> Void) -> Bool {
    let before = field
    change(&field)
    if field.characters != before.characters { (problem, savedPlace) = (nil, nil) }
    if field.characters != before.characters || field.cursor != before.cursor {
      (completions, chosen) = (nil, nil)
    }
    return field.characters != before.characters
  }

  mutating func replace(with text: String) {
    field.replace(with: text)
    (problem, completions, chosen) = (nil, nil, nil)
  }

  /// The text and the place in it to complete, as a search; nil where nothing can be completed.
  var question: (text: String, cursor: Int)? {
    switch purpose {
    case .search: return (field.text, field.cursor)
    case .tags:
      let tag = tagStart..<field.cursor
      let typed = String(field.characters[tag])
      let name = typed.drop { $0 == "-" }
      return name.isEmpty ? nil : ("tag:" + name, name.count + 4)
    case .note, .name: return nil
    }
  }

  /// Where the tag at the cursor begins.
  private var tagStart: Int {
    let before = field.characters[..<field.cursor]
    var start = before.lastIndex(of: ",").map { $0 + 1 } ?? 0
    while start < field.cursor, field.characters[start] == " " { start += 1 }
    return start
  }

  mutating func take(_ found: SearchCompletions, of text: String, at cursor: Int) {
    guard let question, question.text == text, question.cursor == cursor else { return }
    guard case .tags = purpose else {
      completions = found
      return
    }
    // The search has `tag:` before what stands here, and quotes around what has spaces.
    let names = found.candidates.map {
      ($0.hasPrefix("tag:") ? $0.dropFirst(4) : $0[...]).filter { $0 != "\"" }
    }
    let hyphens = field.characters[tagStart..<field.cursor].prefix { $0 == "-" }.count
    completions = SearchCompletions(
      range: tagStart + hyphens..<field.cursor, candidates: names.map { String($0) })
  }

  /// Puts a candidate into the text, with each call the next one.
  ///
  /// - Returns: whether there is one.
  mutating func complete() -> Bool {
    guard var found = completions, !found.candidates.isEmpty else { return false }
    let next = chosen.map { ($0 + 1) % found.candidates.count } ?? 0
    let candidate = Array(found.candidates[next])
    let range = found.range.clamped(to: 0..<field.characters.count)
    let rest = field.characters[range.upperBound...].count
    field.replace(
      with: String(field.characters[..<range.lowerBound]) + String(candidate)
        + String(field.characters[range.upperBound...]))
    for _ in 0..<rest { field.moveLeft() }
    found.range = range.lowerBound..<range.lowerBound + candidate.count
    (completions, chosen, problem) = (found, next, nil)
    return true
  }

  /// Puts the saved search before the one that is shown, or after it, into the text.
  mutating func recall(_ offset: Int, of saved: [SavedSearch]) -> Bool {
    guard isSearch, !saved.isEmpty else { return false }
    let next = savedPlace.map { max(0, min(saved.count - 1, $0 + offset)) }
    let place = next ?? (offset < 0 ? saved.count - 1 : 0)
    replace(with: saved[place].text)
    savedPlace = place
    return true
  }

  /// The tags that the text gives and takes.
  var tags: (adding: [String], removing: [String]) {
    let words = field.text.split(separator: ",").map {
      String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }.filter { !$0.isEmpty }
    let named = words.filter { !$0.hasPrefix("-") }
    let taken = words.filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) }
    guard case .tags(_, let before?) = purpose else { return (named, taken) }
    return (named.filter { !before.contains($0) }, before.filter { !named.contains($0) })
  }
}
