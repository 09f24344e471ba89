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
  /// The place of the line among those that were performed, while one of them is shown.
  private var recalled: Int?

  package init(in place: Places) { self.place = place }

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

  package var isWhole: Bool { line.last != " " }
}

/// The words that are followed by others; everything else that is typed is the name of a command.
package enum CommandWord: String, CaseIterable, Sendable {
  case set, theme, model, config, preset, negative, toward, settings
  case savePreset = "preset-save"
  case forgetPreset = "preset-forget"

  var help: String {
    switch self {
    case .set: "set one of the settings of the picture to a value"
    case .theme: "draw the screen in other colours, seen at once"
    case .model: "draw with another model"
    case .config: "set something in config.toml, for good"
    case .negative: "have something not in the picture"
    case .toward: "draw what lies on the way to another prompt"
    case .preset: "take the settings of a preset"
    case .savePreset: "keep the settings of both stages as a preset with a name"
    case .forgetPreset: "forget a preset of your own"
    case .settings: "all that config.toml can hold"
    }
  }

  var takesMore: Bool { self != .settings }
}
