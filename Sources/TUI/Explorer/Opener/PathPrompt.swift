package import Files

/// The window in which the path of a file is typed.
package struct PathPrompt: Sendable {
  package private(set) var field: PromptField
  /// What is in the folder of the path; empty until it is listed.
  package private(set) var entries: [FolderEntry] = []
  /// Whether `entries` are those of the folder.
  package private(set) var isListed = false
  /// The marked one of `matches`.
  package private(set) var selection: Int?
  package var problem: String?

  package init(folder: String) { field = PromptField(folder) }

  /// The path up to its last part, as it is typed; empty for the working folder.
  package var folder: String {
    let text = field.text
    return text.lastIndex(of: "/").map { String(text[...$0]) } ?? ""
  }

  private var stem: String { String(field.text.dropFirst(folder.count)) }

  /// The entries that the typed beginning fits, hidden ones only where it begins with a point.
  package var matches: [FolderEntry] {
    entries.beginning(with: stem)
  }

  /// Changes the text; returns whether it names another folder now.
  package mutating func edit(_ change: (inout PromptField) -> Void) -> Bool {
    let before = (folder: folder, text: field.text)
    change(&field)
    if field.text != before.text { problem = nil }
    if folder != before.folder {
      entries = []
      isListed = false
    }
    if field.text != before.text { mark() }
    return folder != before.folder
  }

  /// Cuts the last part of the path off.
  package mutating func deletePart() -> Bool {
    edit { field in
      let text = field.text
      let kept = (text.last == "/" ? text.dropLast() : text[...])
      field.replace(with: kept.lastIndex(of: "/").map { String(kept[...$0]) } ?? "")
    }
  }

  /// Writes out what all matches begin with; returns whether it names another folder now.
  package mutating func complete() -> Bool {
    let matches = matches
    guard let first = matches.first else { return false }
    if matches.count == 1 { return take(first) }
    var common = Array(first.name)
    for match in matches.dropFirst() {
      common = zip(common, match.name).prefix { $0 == $1 }.map(\.0)
    }
    guard common.count > stem.count else {
      move(1)
      return false
    }
    let path = folder + String(common)
    return edit { $0.replace(with: path) }
  }

  /// Writes out the name of `entry`.
  package mutating func take(_ entry: FolderEntry) -> Bool {
    let path = folder + entry.name + (entry.isFolder ? "/" : "")
    return edit { $0.replace(with: path) }
  }

  package mutating func move(_ offset: Int) {
    let count = matches.count
    guard count > 0 else { return }
    guard let selection else {
      selection = offset > 0 ? 0 : count - 1
      return
    }
    self.selection = max(0, min(count - 1, selection + offset))
  }

  mutating func mark(_ index: Int) {
    if matches.indices.contains(index) { selection = index }
  }

  package var selected: FolderEntry? {
    selection.flatMap { matches.indices.contains($0) ? matches[$0] : nil }
  }

  package mutating func show(_ entries: [FolderEntry], of path: Path) {
    guard path == Path(folder) else { return }
    self.entries = entries
    isListed = true
    mark()
  }

  package mutating func fail(_ reason: String, at path: Path) {
    guard path == Path(folder) else { return }
    problem = reason
    isListed = true
  }

  // With something typed, the first that fits is meant.
  private mutating func mark() { selection = stem.isEmpty || matches.isEmpty ? nil : 0 }
}

extension [FolderEntry] {
  /// Those that a typed beginning fits, in any case, hidden ones only where it begins with a point.
  func beginning(with stem: String) -> [FolderEntry] {
    let stem = stem.lowercased()
    return filter {
      $0.name.lowercased().hasPrefix(stem) && (!$0.name.hasPrefix(".") || stem.hasPrefix("."))
    }
  }
}
