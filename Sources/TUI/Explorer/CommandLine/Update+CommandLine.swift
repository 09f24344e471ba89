import Files
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
    let listing = listFiles()
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
      return listing
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
    // A text that is wanted empty, which its word and a space say.
    let isEmptied =
      entry.chosen == nil
      && Self.parts(of: entry.text).map { $0.0.takesText && $0.rest.isEmpty } ?? false
    if isEmptied {
      line += " "
    } else if line.last == " " || isFolder(line) {
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

  /// What stands for the value that something has by itself.
  private static let defaultWord = "default"

  /// Whether a line names a folder to go into, where a file is wanted.
  private func isFolder(_ line: String) -> Bool {
    Self.parts(of: line).flatMap { fileArgument(of: $0.0, $0.rest) }?.typed.last == "/"
  }

  /// Whether a line can be performed as it stands.
  func isWhole(_ line: String, in place: Places) -> Bool {
    if line == CommandWord.settings.rawValue { return true }
    if let (word, rest) = Self.parts(of: line) {
      if let file = fileArgument(of: word, rest) {
        let found = candidates(of: file).map(\.line)
        return !file.typed.isEmpty && (found.isEmpty || found.contains(line))
      }
      switch word {
      case .set where Self.nameAndValue(rest)?.name == Self.sizeName:
        let size = Self.nameAndValue(rest).flatMap { PictureSize(typed: $0.value) }
        return size.map { facts.sizes.nearest(to: $0) == $0 } ?? false
      case .set, .config:
        guard let (name, value) = Self.nameAndValue(rest), !value.isEmpty else { return false }
        let known =
          word == .set
          ? setting(named: name).map(choices) : preference(named: name).map(options)
        return known.map { $0.isEmpty || $0.contains(value) } ?? true
      case .theme: return look.offers.contains { $0.name == rest }
      case .model: return models.offers.contains { $0.model.name == rest }
      case .preset: return presetNames.contains(rest)
      case .style: return styles.known.contains { $0.name == rest }
      case .savePreset, .forgetPreset, .toward, .tags: return !rest.isEmpty
      case .prompt, .negative, .find, .note: return true
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
      return [.preferences(.set(row.name, to: value == Self.defaultWord ? nil : value))]
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
      return choose(.toward, rest)
    case .prompt, .negative:
      leaveCommandLine()
      return replaceText(of: word == .prompt ? .prompt : .negative, with: rest)
    case .style:
      guard styles.known.contains(where: { $0.name == rest }) else {
        throw CommandProblem("There is no style “\(rest)”")
      }
      leaveCommandLine()
      styles.toggle(rest)
      say(.info, "The style \(rest) is \(styles.active.contains(rest) ? "on" : "off")")
      return [examination]
    case .find:
      leaveCommandLine()
      return go(.gallery) + find(rest)
    case .tags, .note:
      let command = Command.judge(word == .tags ? .tags : .note)
      guard screen == .gallery else {
        throw CommandProblem("Choose a picture in the gallery first")
      }
      if let obstacle = obstacle(to: command) { throw CommandProblem(obstacle) }
      leaveCommandLine()
      return write(rest, asTags: word == .tags)
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

  mutating func replaceText(of side: PromptSide, with text: String) -> [Effect] {
    drawing[side].replace(with: text)
    drawing[history: side].leave()
    noteTexts()
    return [examination]
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
    if name == Self.sizeName { return try setSize(value) }
    guard let setting = setting(named: name) else {
      if Setting.mask.id == name {
        throw CommandProblem("A mask belongs to a picture to begin from: set input first")
      }
      if let other = Setting.allCases.first(where: { $0.id == name }) {
        throw CommandProblem("\(other.label(facts)) means nothing with what is set now")
      }
      throw CommandProblem("There is no setting “\(name)”")
    }
    let (size, emphasis) = (pictureSize, settings.recipe.emphasis)
    let label = setting.label(facts)
    if value == Self.defaultWord || value == FileArgument.none && setting.opened != nil {
      leaveCommandLine()
      settings.marked = setting
      resetSetting()
      return effectsOfSize(from: size) + [examination]
    }
    switch setting.kind {
    case .opened(.lora, _) where settings.recipe.loras.count == Setting.mostLoras:
      throw CommandProblem("At most \(Setting.mostLoras) LoRAs can be set here")
    case .opened(let opened, _): return choose(opened, value)
    case .choice where setting == .preset:
      guard applyPreset(value) else { throw CommandProblem("There is no preset “\(value)”") }
    case .choice:
      let choices = choices(of: setting)
      guard choices.contains(value) else {
        throw CommandProblem("\(label) is \(wanted(of: setting))")
      }
      while setting.text(in: settings.recipe, facts) != value {
        setting.change(&settings.recipe, up: true, facts)
      }
    case .number where setting == .seed && SeedMode(rawValue: value) != nil:
      settings.seedMode = SeedMode(rawValue: value) ?? settings.seedMode
      sayHowSeedsGo()
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

extension State {
  /// Takes what is named by a path, or the prompt at the end of a way.
  private mutating func choose(_ opened: Setting.Opened, _ text: String) -> [Effect] {
    leaveCommandLine()
    switch opened {
    case .toward where !opened.isPath(text):
      goToward(text)
      return []
    case .lora:
      let (file, weight) = Recipe.LoRA.parts(of: text) ?? (text, 1)
      // One that is there already gets another weight.
      let slot = settings.recipe.loras.count
      return readFile(Path(file), for: .lora(slot), weight: weight)
    case .input, .mask, .toward: return readFile(Path(text), for: opened)
    }
  }

  private mutating func setSize(_ text: String) throws(CommandProblem) -> [Effect] {
    guard let wanted = PictureSize(typed: text), facts.sizes.nearest(to: wanted) == wanted else {
      throw CommandProblem(
        "The size is a width and a height such as 512x512: \(facts.sizes.sentence)")
    }
    leaveCommandLine()
    let before = pictureSize
    settings.recipe.size = wanted == facts.sizes.standard ? nil : wanted
    settings.marked = .width
    say(.info, "Size is \(pictureSize)")
    return effectsOfSize(from: before)
  }
}

/// Why a line cannot be performed, in one sentence.
private struct CommandProblem: Error {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }
}
