import Recipes
import Terminal

// What can be typed is read from the keymap, the settings, the models, the themes and config.toml.

extension State {
  /// What may be meant by the line that is typed, the likeliest first.
  package var candidates: [CommandCandidate] { commandEntry?.candidates ?? [] }

  /// Lists what may be meant by the line as it is now.
  mutating func listCandidates() {
    guard let entry = commandEntry else { return }
    let text = String(entry.text.drop { $0 == " " })
    let found =
      if let (word, rest) = Self.parts(of: text), word.takesMore {
        candidates(of: word, rest)
      } else {
        Self.sorted(allCandidates(in: entry.place), by: text)
      }
    commandEntry?.candidates = found
  }

  /// The first word of a line and what follows it, where the word is one that others follow.
  static func parts(of text: String) -> (CommandWord, rest: String)? {
    let end = text.firstIndex(of: " ") ?? text.endIndex
    guard end != text.endIndex, let word = CommandWord(rawValue: String(text[..<end])) else {
      return nil
    }
    return (word, String(text[end...].drop { $0 == " " }))
  }

  private func allCandidates(in place: Places) -> [CommandCandidate] {
    let words = CommandWord.allCases.map {
      CommandCandidate(line: $0.rawValue + ($0.takesMore ? " " : ""), help: $0.help)
    }
    let named = commands(in: place).map { command, row in
      CommandCandidate(
        line: command.name, help: row.help, keys: keys(of: command, in: place),
        obstacle: obstacle(to: command))
    }
    return words + named + settingCandidates + preferenceCandidates
  }

  /// The commands of a place, each with the row that describes it; letters that are typed leave
  /// those of a text field no keys, so that they have the others of the screen too.
  package func commands(in place: Places) -> [(Command, Binding)] {
    let places = place == .text ? Places.explorer : place
    var seen: Set<Command> = []
    // A key that was taken away takes no command away.
    let rows = (keymap.bindings + Keymap.standard.bindings).filter {
      !$0.places.isDisjoint(with: places)
    }
    return rows.flatMap { row in row.strokes.map { ($0.command, row) } }
      .filter { seen.insert($0.0).inserted && $0.0 != .commandLine(.open) }
  }

  private func keys(of command: Command, in place: Places) -> String {
    let strokes = keymap.bindings.filter { $0.places.contains(place) }.flatMap(\.strokes)
    let names = strokes.filter { $0.command == command }.map(\.key.name)
    return names.prefix(2).joined(separator: " ")
  }

  private var settingCandidates: [CommandCandidate] {
    let size = CommandCandidate(
      line: "set \(Self.sizeName) ", help: "Width and height, now \(pictureSize)")
    return [size]
      + settings.shown(facts).map { setting in
        CommandCandidate(
          line: "set \(setting.id) ",
          help: "\(setting.label(facts)), now \(setting.text(in: settings.recipe, facts))")
      }
  }

  /// What sets both sides of the picture at once.
  static let sizeName = "size"

  /// The sizes that can be drawn, the nearest to the one that is typed.
  private func sizeCandidates(_ typed: String) -> [CommandCandidate] {
    func candidate(_ width: Int, _ height: Int) -> CommandCandidate {
      let size = PictureSize(width: width, height: height)
      return CommandCandidate(
        line: "set \(Self.sizeName) \(width)x\(height)", help: size == pictureSize ? "as it is" : ""
      )
    }
    guard let wanted = PictureSize(typed: typed) else {
      let standard = facts.sizes.standard
      return [candidate(standard.width, standard.height)].filter {
        $0.line.hasPrefix("set \(Self.sizeName) \(typed)")
      }
    }
    func nearest(_ side: Int) -> [Int] {
      facts.sizes.neighbours(of: side).sorted { abs($0 - side) < abs($1 - side) }
    }
    return nearest(wanted.height).flatMap { height in
      nearest(wanted.width).map { candidate($0, height) }
    }
  }

  private var preferenceCandidates: [CommandCandidate] {
    preferences.rows.map { row in
      CommandCandidate(line: "config \(row.name) ", help: "\(row.help) Now \(row.shown).")
    }
  }

  private func candidates(of word: CommandWord, _ rest: String) -> [CommandCandidate] {
    if let file = fileArgument(of: word, rest) { return candidates(of: file) }
    switch word {
    case .set:
      if let (name, value) = Self.nameAndValue(rest), name == Self.sizeName {
        return sizeCandidates(value)
      }
      guard let (name, value) = Self.nameAndValue(rest), let setting = setting(named: name) else {
        return Self.sorted(settingCandidates, by: rest, behind: "set ")
      }
      let now = setting.text(in: settings.recipe, facts)
      return Self.sorted(
        choices(of: setting).map {
          CommandCandidate(line: "set \(name) \($0)", help: $0 == now ? "as it is" : "")
        }, by: value, behind: "set \(name) ")
    case .config:
      guard let (name, value) = Self.nameAndValue(rest),
        let row = preference(named: name)
      else { return Self.sorted(preferenceCandidates, by: rest, behind: "config ") }
      return Self.sorted(
        options(of: row).map {
          CommandCandidate(
            line: "config \(name) \($0)", help: $0 == row.value ? "as it is" : "")
        }, by: value, behind: "config \(name) ")
    case .theme:
      return Self.sorted(
        look.offers.map {
          CommandCandidate(
            line: "theme \($0.name)", help: $0.problem ?? ($0.name == look.name ? "in use" : ""))
        }, by: rest, behind: "theme ")
    case .model:
      return Self.sorted(
        models.offers.map {
          CommandCandidate(
            line: "model \($0.model.name)", help: $0.isNamed(facts.name) ? "in use" : "")
        }, by: rest, behind: "model ")
    case .preset, .forgetPreset:
      let own = settings.ownPresets.map(\.name)
      return Self.sorted(
        (word == .preset ? presetNames : own).map {
          CommandCandidate(
            line: "\(word.rawValue) \($0)",
            help: Preset(rawValue: $0)?.explanation ?? "a preset of your own")
        }, by: rest, behind: "\(word.rawValue) ")
    case .style:
      return Self.sorted(
        styles.known.map {
          CommandCandidate(
            line: "style \($0.name)", help: styles.active.contains($0.name) ? "on" : "off")
        }, by: rest, behind: "style ")
    case .savePreset, .toward, .prompt, .negative, .find, .tags, .note:
      return rest.isEmpty
        ? [] : [CommandCandidate(line: "\(word.rawValue) \(rest)", help: word.help)]
    case .settings: return []
    }
  }

  /// A name and what follows it behind a space, which may be nothing yet.
  static func nameAndValue(_ rest: String) -> (name: String, value: String)? {
    guard let end = rest.firstIndex(of: " ") else { return nil }
    return (String(rest[..<end]), String(rest[end...].drop { $0 == " " }))
  }

  /// The setting of a name, or the first whose name begins so.
  func setting(named name: String) -> Setting? {
    // As the command line calls them, too.
    let plain = { (name: String) in name.lowercased().filter { $0 != "-" } }
    let (name, all) = (plain(name).replacing("image", with: "input"), settings.shown(facts))
    return all.first { plain($0.id) == name }
      ?? all.first { !name.isEmpty && plain($0.id).hasPrefix(name) }
  }

  package func preference(named name: String) -> Preference? {
    preferences.rows.first { $0.name == name }
  }

  /// What there is to say of the line that is typed.
  var commandNote: Message? {
    guard let entry = commandEntry else { return nil }
    if let problem = entry.problem { return Message(.error, problem) }
    guard candidates.isEmpty, let (word, rest) = Self.parts(of: entry.text) else {
      return candidates.isEmpty ? Message(.error, "Nothing is called like this") : nil
    }
    if word == .toward { return Message(.info, "Type the prompt at the end of the way") }
    if word.takesText || word == .tags { return Message(.info, "Type what follows") }
    if word == .savePreset { return Message(.info, "Type a name for the preset") }
    let name = Self.nameAndValue(rest)?.name ?? ""
    if word == .set, let setting = setting(named: name) {
      let now = setting.text(in: settings.recipe, facts)
      return Message(.info, "\(setting.label(facts)), now \(now): \(wanted(of: setting))")
    }
    if word == .config, let row = preference(named: name) {
      return Message(.info, "\(row.wanted); now \(row.shown)")
    }
    return Message(.error, "Nothing is called like this")
  }

  /// What can be typed for a setting.
  func wanted(of setting: Setting) -> String {
    switch setting.kind {
    case .number:
      let range = setting.range(facts, settings.recipe)
      return "a number from \(NumberText.plain(range.lowerBound)) to "
        + NumberText.plain(range.upperBound)
    case .choice: return "one of \(choices(of: setting).joined(separator: ", "))"
    case .opened(.toward, _): return "a prompt, or a picture that carries one"
    case .opened(.lora, _): return "a safetensors file, with :0.8 behind it for its weight"
    case .opened: return "the path of a picture"
    }
  }

  /// The values that a setting can have, where they are words.
  func choices(of setting: Setting) -> [String] {
    if setting == .preset { return presetNames }
    guard case .choice = setting.kind else { return [] }
    var recipe = settings.recipe
    var found: [String] = []
    while true {
      setting.change(&recipe, up: true, facts)
      let text = setting.text(in: recipe, facts)
      if found.contains(text) || found.count > 50 { return found }
      found.append(text)
    }
  }

  /// The values that something of `config.toml` can have, where they are known.
  func options(of row: Preference) -> [String] {
    switch row.name {
    case "theme": look.offers.map(\.name)
    case "model": models.offers.map(\.model.name)
    default: row.options
    }
  }

  /// The candidates that fit `pattern`, the best first; all of them in their order where it is empty.
  ///
  /// - Parameter start: what all lines begin with, which counts for nothing.
  private static func sorted(
    _ candidates: [CommandCandidate], by pattern: String, behind start: String = ""
  ) -> [CommandCandidate] {
    let words = pattern.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return candidates }
    let scored = candidates.enumerated().compactMap { index, candidate -> (Int, Int)? in
      let name = candidate.line.dropFirst(start.count)
      var total = 0
      for word in words {
        let found = [
          Self.score(of: word, in: name.filter { $0 != " " || start.isEmpty }),
          Self.score(of: word, inHelp: candidate.help),
        ]
        guard let best = found.compactMap(\.self).max() else { return nil }
        total += best - name.count
      }
      return (index, total)
    }
    return scored.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.map { candidates[$0.0] }
  }

  /// How well a name holds what was typed, best where it is a whole word of it; nil where it does not.
  private static func score(of typed: String, in name: String) -> Int? {
    guard let match = FuzzyMatch(typed, in: .init(name)) else { return nil }
    let (typed, name) = (typed.lowercased(), name.lowercased())
    let isWord = name.split { !$0.isLetter && !$0.isNumber }.contains { $0 == typed }
    let ends = (match.places.min() ?? 0, match.places.max() ?? 0)
    let isTogether = ends.1 - ends.0 < match.places.count
    return (isTogether ? 3 : 1) * match.score + (name == typed ? 400 : 0)
      + (name.hasPrefix(typed) ? 80 : 0)
      + (isWord ? 200 : 0)
  }

  /// A word of the description that begins so means more than letters here and there.
  private static func score(of typed: String, inHelp help: String) -> Int? {
    let words = help.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains { $0.hasPrefix(typed.lowercased()) } ? 30 * typed.count - 12 : nil
  }
}
