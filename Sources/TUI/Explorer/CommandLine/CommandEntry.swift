import Files
import Recipes

/// The line that a command is typed into.
package struct CommandEntry: Sendable {
  package private(set) var field = PromptField()
  /// Where it was opened: the commands of that place can be typed.
  package let place: Places
  /// What may be meant by the text, the likeliest first.
  package internal(set) var candidates: [CommandCandidate] = []
  /// The candidate that was moved to; nil for the best.
  package private(set) var chosen: Int?
  /// Why the line cannot be performed.
  package internal(set) var problem: String?
  /// What is in the folder of the path that is typed, and the path as it is typed.
  private(set) var listing: Listing?
  /// The place of the line among those that were performed, while one of them is shown.
  private var recalled: Int?

  package init(in place: Places) { self.place = place }

  struct Listing: Equatable, Sendable {
    let folder: String
    let use: Setting.Opened
    /// Nil while it is read.
    var entries: [FolderEntry]?
  }

  /// Wants another folder listed.
  ///
  /// - Returns: whether it has to be read.
  mutating func list(_ folder: String, for use: Setting.Opened) -> Bool {
    let wanted = Listing(folder: folder, use: use)
    guard listing?.folder != folder || listing?.use != use else { return false }
    listing = wanted
    return true
  }

  mutating func show(_ entries: [FolderEntry], of path: Path) {
    if let listing, Path(listing.folder) == path { self.listing?.entries = entries }
  }

  package var text: String { field.text }

  /// Changes the text; returns whether it is another one now.
  mutating func edit(_ change: (inout PromptField) -> Void) -> Bool {
    let before = field.characters
    change(&field)
    guard field.characters != before else { return false }
    (chosen, problem, recalled) = (nil, nil, nil)
    return true
  }

  mutating func replace(with text: String) { _ = edit { $0.replace(with: text) } }

  /// The candidate that is marked.
  package var marked: CommandCandidate? {
    let index = chosen ?? 0
    return candidates.indices.contains(index) ? candidates[index] : nil
  }

  mutating func move(_ offset: Int) {
    guard !candidates.isEmpty else { return }
    chosen = max(0, min(candidates.count - 1, (chosen ?? 0) + offset))
    problem = nil
  }

  /// Puts an earlier line, or a later one, into the text; behind the latest it is empty.
  mutating func recall(_ offset: Int, of history: [String]) {
    let next = (recalled ?? history.count) + offset
    guard next >= 0, next <= history.count else { return }
    replace(with: next == history.count ? "" : history[next])
    recalled = next == history.count ? nil : next
  }
}

/// Something that can be typed: a line, or the beginning of one.
package struct CommandCandidate: Equatable, Sendable {
  /// The line, with a space at its end where something has to follow.
  package let line: String
  /// What it does, or what it is set to.
  package let help: String
  /// The keys that do the same.
  package var keys = ""
  /// Why it can do nothing now.
  package var obstacle: String?
  /// What is listed instead of the line, whose beginning is typed already.
  package var label: String?

  var listed: String { label ?? line }

  package var isWhole: Bool { line.last != " " }
}

/// The words that are followed by others; everything else that is typed is the name of a command.
package enum CommandWord: String, CaseIterable, Sendable {
  case prompt, negative, set, theme, model, config, preset, style, toward, settings
  case find, tags, note
  case savePreset = "preset-save"
  case forgetPreset = "preset-forget"

  var help: String {
    switch self {
    case .prompt: "type another prompt"
    case .negative: "type another negative prompt"
    case .style: "switch a style on or off"
    case .find: "find pictures in the gallery"
    case .tags: "give tags to the picture chosen or to all marked, and with a hyphen take them"
    case .note: "write a note to the picture chosen, or to all marked"
    case .set: "set one of the settings of the picture to a value"
    case .theme: "draw the screen in other colours, seen at once"
    case .model: "draw with another model"
    case .config: "set something in config.toml, for good"
    case .toward: "draw what lies on the way to another prompt"
    case .preset: "take the settings of a preset"
    case .savePreset: "keep the settings of both stages as a preset with a name"
    case .forgetPreset: "forget a preset of your own"
    case .settings: "all that config.toml can hold"
    }
  }

  var takesMore: Bool { self != .settings }

  /// Whether any text may follow, and none too, which takes away what is there.
  var takesText: Bool {
    switch self {
    case .prompt, .negative, .find, .note: true
    default: false
    }
  }
}
