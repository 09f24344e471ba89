import Recipes
import Terminal

extension State {
  mutating func typeCommand(_ command: Command.CommandLine) -> [Effect] {
    switch command {
    case .open:
      commitEntry()
      commandEntry = CommandEntry(in: place)
      listCandidates()
      return [.look(.list(on: look.ground))]
    case .accept: return acceptCommand()
    case .complete:
      guard let candidate = commandEntry?.marked else { return [] }
      commandEntry?.replace(with: candidate.line)
    case .up:
      if (commandEntry?.chosen ?? 0) == 0 {
        commandEntry?.recall(-1, of: commandHistory)
      } else {
        commandEntry?.move(-1)
      }
    case .down: commandEntry?.move(1)
    case .earlier: commandEntry?.recall(-1, of: commandHistory)
    case .later: commandEntry?.recall(1, of: commandHistory)
    }
    return afterCommandChange()
  }

  mutating func edit(commandEntry change: (inout PromptField) -> Void) -> [Effect] {
    guard commandEntry?.edit(change) ?? false else { return [] }
    return afterCommandChange()
  }

  /// Closes the line and leaves all as it was.
  mutating func leaveCommandLine() {
    guard commandEntry != nil else { return }
    commandEntry = nil
    look.endTrial()
  }

  /// Shows the theme that is marked, and has what is asked for by name listed.
  mutating func afterCommandChange() -> [Effect] {
    listCandidates()
    let text = commandEntry?.text ?? ""
    switch Self.parts(of: text)?.0 {
    case .theme:
      let name = commandEntry?.marked?.line.split(separator: " ").last.map(String.init)
      look.tryOut(name ?? look.name)
      return []
    case .model where models.offers.isEmpty: return [.models(.list)]
    default:
      look.endTrial()
      return []
    }
  }

  private mutating func acceptCommand() -> [Effect] {
    guard let entry = commandEntry else { return [] }
    var line = entry.text.trimmed
    // What is marked is meant, unless the line says all by itself.
    if entry.chosen != nil || !isWhole(line, in: entry.place), let candidate = entry.marked {
      line = candidate.line
    }
    guard !line.isEmpty else {
      leaveCommandLine()
      return []
    }
    if line.last == " " {
      commandEntry?.replace(with: line)
      return afterCommandChange()
    }
    do throws(CommandProblem) {
      return try perform(line: line, in: entry.place)
    } catch {
      commandEntry?.problem = error.sentence
      return []
    }
  }

  /// Whether a line can be performed as it stands.
  func isWhole(_ line: String, in place: Places) -> Bool {
    if line == CommandWord.settings.rawValue { return true }
    if let (word, rest) = Self.parts(of: line) {
      switch word {
      case .set, .config:
        guard let (name, value) = Self.nameAndValue(rest), !value.isEmpty else { return false }
        let known =
          word == .set
          ? setting(named: name).map(choices) : preference(named: name).map(options)
        return known.map { $0.isEmpty || $0.contains(value) } ?? true
      case .theme: return look.offers.contains { $0.name == rest }
      case .model: return models.offers.contains { $0.model.name == rest }
      case .preset: return presetNames.contains(rest)
      case .savePreset, .forgetPreset, .toward, .negative: return !rest.isEmpty
      case .settings: return false
      }
    }
    return commands(in: place).contains { $0.0.name == line }
  }

  private mutating func perform(
    line: String, in place: Places
  ) throws(CommandProblem) -> [Effect] {
    let effects: [Effect]
    if let (word, rest) = Self.parts(of: line) {
      effects = try perform(word, rest)
    } else if line == CommandWord.settings.rawValue {
      leaveCommandLine()
      effects = openPreferences()
    } else if let command = commands(in: place).first(where: { $0.0.name == line })?.0 {
      leaveCommandLine()
      effects = perform(command)
    } else if Command(named: line) != nil {
      throw CommandProblem("“\(line)” can do nothing here")
    } else {
      throw CommandProblem("There is no command “\(line)”")
    }
    commandHistory = (commandHistory.filter { $0 != line } + [line]).suffix(100)
    return effects
  }

  private mutating func perform(
    _ word: CommandWord, _ rest: String
  ) throws(CommandProblem) -> [Effect] {
    switch word {
    case .set: return try setSetting(rest)
    case .config:
      guard let (name, value) = Self.nameAndValue(rest), !value.isEmpty else {
        throw CommandProblem("Type a setting of config.toml and a value for it")
      }
      guard let row = preference(named: name) else {
        throw CommandProblem("config.toml has no setting “\(name)”")
      }
      leaveCommandLine()
      return [.preferences(.set(row.name, to: value))]
    case .theme:
      guard let offer = look.offers.first(where: { $0.name == rest }) else {
        throw CommandProblem("There is no theme “\(rest)”")
      }
      if let problem = offer.problem { throw CommandProblem(problem) }
      commandEntry = nil
      look.choose(rest)
      say(.info, "The theme is \(rest) until wurst ends; “:config theme \(rest)” keeps it")
      return []
    case .model: return try openModel(rest)
    case .toward:
      guard !rest.isEmpty else { throw CommandProblem("Type the prompt at the end of the way") }
      leaveCommandLine()
      goToward(rest)
      return []
    case .negative:
      guard !rest.isEmpty else { throw CommandProblem("Type what the picture should not show") }
      leaveCommandLine()
      return write(rest, .negative)
    case .preset:
      guard applyPreset(rest) else { throw CommandProblem("There is no preset “\(rest)”") }
      leaveCommandLine()
      say(.info, "The settings are those of \(rest)")
      return []
    case .savePreset:
      if let problem = OwnPreset.problem(withName: rest) { throw CommandProblem(problem) }
      leaveCommandLine()
      return [.settings(.savePreset(OwnPreset(name: rest, of: settings.recipe)))]
    case .forgetPreset:
      guard settings.ownPresets.contains(where: { $0.name == rest }) else {
        throw CommandProblem("There is no preset “\(rest)” of your own")
      }
      leaveCommandLine()
      return [.settings(.forgetPreset(rest))]
    case .settings: return []
    }
  }

  private mutating func openModel(_ name: String) throws(CommandProblem) -> [Effect] {
    if let busyOpening { throw CommandProblem(busyOpening) }
    guard !drawing.isRunning else {
      throw CommandProblem("A picture is being drawn: let it finish, or stop it first")
    }
    guard models.offers.isEmpty || models.offers.contains(where: { $0.isNamed(name) }) else {
      throw CommandProblem("There is no model “\(name)”")
    }
    leaveCommandLine()
    return open(ModelsState.Opening(name: name))
  }

  private mutating func setSetting(_ rest: String) throws(CommandProblem) -> [Effect] {
    guard let (name, value) = Self.nameAndValue(rest), !value.isEmpty else {
      throw CommandProblem("Type a setting and a value for it")
    }
    guard let setting = setting(named: name) else {
      throw CommandProblem("There is no setting “\(name)”")
    }
    let (size, emphasis) = (pictureSize, settings.recipe.emphasis)
    let label = setting.label(facts)
    switch setting.kind {
    case .opened: throw CommandProblem("\(label): \(wanted(of: setting))")
    case .choice:
      let choices = choices(of: setting)
      guard choices.contains(value) else {
        throw CommandProblem("\(label) is \(wanted(of: setting))")
      }
      while setting.text(in: settings.recipe, facts) != value {
        setting.change(&settings.recipe, up: true, facts)
      }
    case .number:
      let range = setting.range(facts, settings.recipe)
      guard let number = Double(value.replacing(",", with: ".")), range.contains(number) else {
        throw CommandProblem("\(label) is \(wanted(of: setting))")
      }
      settings.marked = setting
      settings.entry = value.replacing(",", with: ".")
      commitEntry()
    }
    leaveCommandLine()
    settings.marked = setting
    if message == nil {
      say(.info, "\(label) is \(setting.text(in: settings.recipe, facts))")
    }
    return effectsOfSize(from: size) + (settings.recipe.emphasis == emphasis ? [] : [examination])
  }
}

/// Why a line cannot be performed, in one sentence.
private struct CommandProblem: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
