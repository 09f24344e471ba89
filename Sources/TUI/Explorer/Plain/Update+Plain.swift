import Recipes
import Terminal

// Where there is no screen, whole lines are typed: prompts, commands behind a colon, and what is asked for.

extension State {
  /// Does what a line asks for.
  mutating func obey(_ line: PlainLine) -> [Effect] {
    let text = line.text.trimmed
    (message, answer) = (nil, nil)
    if let notice = line.notice { say(.notice, notice) }
    if text.first == ":" { return obey(command: String(text.dropFirst()).trimmed) }
    if place != .text, Places.fields.contains(place) { return fill(text) }
    if text.isEmpty { return press(.enter) }
    closeWindows()
    (comparison, zoom, screen) = (nil, nil, .explore)
    move(to: .prompt)
    return replaceText(of: .prompt, with: text) + perform(.drawing(drawing.isRunning ? .add : .run))
  }

  /// Whether the next line is what a field asks for, and of which.
  package var asked: String? {
    switch place {
    case .path: "picture"
    case .line: gallery.line.map { $0.isSearch ? "search" : "words" }
    case .value: "value"
    case .finding: "letters of an earlier prompt"
    default: nil
    }
  }

  /// Puts a line into the field that is open, and leaves it by Enter.
  private mutating func fill(_ text: String) -> [Effect] {
    var effects: [Effect] = []
    if !text.isEmpty {
      effects += edit(.end) + edit(.deleteToStart) + insert(text)
    }
    return effects + press(.enter)
  }

  private mutating func obey(command text: String) -> [Effect] {
    if text.isEmpty || text == "?" || text == "help" {
      answer = Answer(PlainHelp(self).lines)
      return []
    }
    let place = place
    let named = commands(in: place).map(\.0).filter { $0.name == text || $0.word == text }
    // A word that others follow is more than the command of that name.
    if let command = named.first, named.count == 1, CommandWord(rawValue: text) == nil {
      if command != .program(.quit) { askedToLeave = nil }
      return perform(command)
    }
    var entry = CommandEntry(in: place)
    entry.replace(with: whole(text))
    commandEntry = entry
    let effects = afterCommandChange()
    let (word, rest) = Self.parts(of: entry.text) ?? (nil, "")
    // A word is asked what it is to do; what follows one, and names nothing, is said to be wrong.
    let isUnclear = word == nil || rest.isEmpty || !candidates.isEmpty
    let awaitsNames = word == .model && models.offers.isEmpty && !rest.isEmpty
    if isUnclear, !awaitsNames, rest.isEmpty || !isWhole(entry.text, in: place) {
      let candidates = candidates
      leaveCommandLine()
      answer = Answer(
        candidates.isEmpty && word != nil
          ? ["Type what follows, as “:\(text) …”"] : PlainHelp.lines(candidates, for: text))
      return effects
    }
    defer { leaveCommandLine() }
    let more = press(.enter)
    if let problem = commandEntry?.problem { say(.error, problem) }
    if let word, word.takesText, message == nil { say(.info, "\(word.help): “\(rest)”") }
    return effects + more
  }

  /// A word that others follow, and the space before them.
  private func whole(_ text: String) -> String {
    CommandWord(rawValue: text).map { $0.takesMore ? text + " " : text } ?? text
  }
}

extension Command {
  /// The shortest name that is that of no other command: `keep`, `gallery.page-up`.
  package var word: String { Self.words[self] ?? name }

  private static let words: [Command: String] = {
    let short = Dictionary(
      grouping: allCases, by: { $0.name.split(separator: ".").last.map(String.init) ?? $0.name })
    return Dictionary(
      uniqueKeysWithValues: short.filter { $1.count == 1 }.map { ($1[0], $0) })
  }()
}

extension State {
  /// What may be meant by a line behind a colon.
  func candidates(for text: String) -> [CommandCandidate] {
    var copy = self
    copy.commandEntry = CommandEntry(in: place)
    copy.commandEntry?.replace(with: text)
    copy.listCandidates()
    return copy.candidates
  }

  /// The lines that begin as `text`, by the shortest names of commands.
  func lines(beginning text: String) -> [String] {
    let words = commands(in: place).map(\.0.word).filter { !text.contains(" ") && !$0.isEmpty }
    return (words + candidates(for: text).map(\.line)).filter { $0.hasPrefix(text) }
  }
}
