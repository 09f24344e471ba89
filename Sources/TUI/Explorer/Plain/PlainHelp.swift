import Recipes
import Terminal

/// What can be typed where there is no screen, as lines of text.
struct PlainHelp {
  let lines: [String]

  /// The commands of the place where the user is.
  init(_ state: State) {
    // Commands whose words say both what one and what the other does stand together.
    var rows: [(words: String, help: String)] = []
    for (command, row) in state.commands(in: state.place) where Self.isOfUse(command) {
      let word = ":\(command.word)"
      if rows.last?.help == row.help {
        rows[rows.count - 1].words += " " + word
      } else {
        rows.append((word, row.help))
      }
    }
    let words: [(words: String, help: String)] = CommandWord.allCases.filter { $0 != .theme }.map {
      (":\($0.rawValue)\($0.takesMore ? " …" : "")", $0.help)
    }
    lines =
      [
        "A line is a prompt, and Enter draws it; an empty line draws again, or does what is offered.",
        "A line that begins with a colon is a command; a command without its end lists what may follow:",
      ]
      + Self.table(words + rows)
  }

  /// What may be meant by a line that says not enough.
  static func lines(_ candidates: [CommandCandidate], for text: String) -> [String] {
    guard !candidates.isEmpty else { return ["There is no command “\(text)”; :help lists them"] }
    let shown = candidates.prefix(most)
    let rest = candidates.count - shown.count
    return table(shown.map { (":\($0.line)", $0.obstacle ?? $0.help) })
      + (rest > 0 ? ["and \(rest) more"] : [])
  }

  private static let most = 24

  /// Whether it does something without a screen, and is not done by typing.
  private static func isOfUse(_ command: Command) -> Bool {
    switch command {
    case .edit, .help, .commandLine, .zoom, .view: false
    case .program(.redraw), .go(.nextPart), .go(.previousPart), .drawing(.run), .history: false
    case .go(.prompt), .go(.negative), .go(.settings), .gallery(.changeView): false
    // Settings are set by their names.
    case .settings(.toggleSeed), .settings(.newSeed): true
    case .settings: false
    default: true
    }
  }

  private static func table(_ rows: [(String, String)]) -> [String] {
    let columns = min(28, rows.map(\.0.columns).max() ?? 0)
    return rows.map { "  \($0.padded(to: columns))  \($1)" }
  }
}
