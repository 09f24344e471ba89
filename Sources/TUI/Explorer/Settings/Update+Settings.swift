import Engine
import Files
import Recipes

extension State {
  mutating func adjust(_ command: Command.Settings) -> [Effect] {
    let (before, emphasis) = (pictureSize, settings.recipe.emphasis)
    switch command {
    case .toggleSeed:
      settings.seedMode = settings.seedMode.next
      sayHowSeedsGo()
    case .newSeed:
      settings.entry = nil
      settings.recipe.seed = random.next()
      if settings.seedMode == .random { settings.seedMode = .locked }
      sayHowSeedsGo()
    case .up: moveSetting(-1)
    case .down: moveSetting(1)
    case .decrease, .increase:
      if let effects = openMarked() { return effects }
      commitEntry()
      if settings.marked == .preset {
        turnPreset(up: command == .increase)
      } else {
        settings.marked.change(&settings.recipe, up: command == .increase, facts)
      }
      lockSeedIfSet()
    case .decreaseMuch, .increaseMuch:
      commitEntry()
      settings.marked.changeMuch(&settings.recipe, up: command == .increaseMuch, facts)
      lockSeedIfSet()
    case .delete: deleteDigit()
    }
    return effectsOfSize(from: before) + (settings.recipe.emphasis == emphasis ? [] : [examination])
  }

  /// Whether Enter chooses what the marked setting names.
  var opensMarked: Bool {
    place == .settings && settings.entry == nil && settings.marked.opened != nil
  }

  /// Has that chosen which the marked setting names; nil where keys turn it.
  mutating func openMarked() -> [Effect]? {
    guard let opened = settings.marked.opened else { return nil }
    return opened == .toward ? askToward() : openFile(for: opened)
  }

  /// Has the prompt typed that the picture is on the way to.
  private mutating func askToward() -> [Effect] {
    let effects = typeCommand(.open)
    commandEntry?.replace(
      with: "\(CommandWord.toward.rawValue) \(settings.recipe.toward?.prompt ?? "")")
    return effects
  }

  /// Goes toward another prompt, halfway unless it is on a way already.
  ///
  /// - Parameters:
  ///   - negative: that of the screen where nil.
  ///   - seed: that of the way there is, or of the screen, where nil.
  mutating func goToward(_ prompt: String, negative: String? = nil, seed: UInt32? = nil) {
    let before = settings.recipe.toward
    settings.recipe.toward = .init(
      prompt: prompt, negative: negative ?? drawing.negative.text,
      seed: seed ?? before?.seed ?? settings.recipe.seed, share: before?.share ?? 0.5)
    settings.marked = .share
    say(.info, "On the way to “\(prompt)”: the share is how far")
  }

  mutating func sayHowSeedsGo() {
    let seed = settings.recipe.seed
    switch settings.seedMode {
    case .random: say(.info, "Each picture gets a new seed")
    case .locked: say(.info, "The seed is \(seed) until you change it")
    case .counting: say(.info, "The seed counts up with each picture, from \(seed)")
    }
  }

  private mutating func deleteDigit() {
    if settings.entry != nil {
      settings.entry?.removeLast()
      if settings.entry == "" { settings.entry = nil }
    } else {
      resetSetting()
    }
  }

  /// Gives the marked setting the model's own value, or takes away what it names.
  mutating func resetSetting() {
    let setting = settings.marked
    let before = settings.recipe
    if case .lora(let slot) = setting.opened { return removeLora(slot) }
    switch setting {
    case .seed:
      settings.seedMode = .random
      sayHowSeedsGo()
      return
    case .input: return removeInput()
    case .mask: settings.recipe.input?.mask = nil
    case .strength:
      settings.recipe.start.strength = settings.recipe.input?.mask == nil ? Self.usualStrength : 1
    case .preset: Preset.best.apply(to: &settings.recipe, facts.defaults)
    default:
      var standard = facts.recipe(seed: before.seed)
      standard.precision = settings.precision
      setting.reset(&settings.recipe, to: standard, facts)
    }
    let (label, text) = (setting.label(facts), setting.text(in: settings.recipe, facts))
    say(
      .info,
      settings.recipe == before ? "\(label) is as it is by itself" : "\(label): \(text) again")
    settleSetting()
  }

  private mutating func removeLora(_ slot: Int) {
    guard settings.recipe.loras.indices.contains(slot) else { return }
    let gone = settings.recipe.loras.remove(at: slot)
    settleSetting()
    say(.info, "\(gone.path.name) is taken away")
  }

  /// What follows where the size of the pictures is another one than before.
  func effectsOfSize(from before: PictureSize) -> [Effect] {
    guard let path = settings.recipe.input?.path, pictureSize != before else { return [] }
    return [.opener(.fit(path: path, pictureSize))]
  }

  private mutating func moveSetting(_ offset: Int) {
    commitEntry()
    let all = settings.shown(facts)
    let index = all.firstIndex(of: settings.marked) ?? 0
    settings.marked = all[max(0, min(all.count - 1, index + offset))]
  }

  /// Marks another setting where the marked one is not shown any more.
  mutating func settleSetting() {
    let all = settings.shown(facts)
    guard !all.contains(settings.marked) else { return }
    settings.entry = nil
    let cases = Setting.allCases
    let place = cases.firstIndex(of: settings.marked) ?? 0
    settings.marked = all.last { cases.firstIndex(of: $0) ?? 0 < place } ?? .seed
  }

  /// Locks the seed when it, or the token seed, was given a number.
  ///
  /// Other tokens of the same latent are what a token seed is for.
  private mutating func lockSeedIfSet() {
    guard settings.seedMode == .random, settings.marked == .seed || settings.marked == .seedB
    else { return }
    settings.seedMode = .locked
    if settings.marked == .seedB {
      let change = facts.drawsTokens ? "its tokens change" : "its details change"
      say(.info, "The seed is locked: the latent stays, \(change)")
    }
  }

  /// Whether a character goes on with the number that is typed, though it may be a command.
  func isTyped(_ character: Character) -> Bool {
    place == .settings && settings.entry != nil && accepts(character)
  }

  private func accepts(_ character: Character) -> Bool {
    guard settings.marked.isNumber else { return false }
    let typed = settings.entry ?? ""
    guard typed.count < 10 else { return false }
    if character.isASCII && character.isNumber { return true }
    // Both sides of a size at once.
    if Self.isCross(character) { return marksSize && !typed.contains("×") && !typed.isEmpty }
    return Self.isPoint(character) && settings.marked.allowsFraction && !typed.contains(".")
  }

  private var marksSize: Bool { settings.marked == .width || settings.marked == .height }

  // A comma is what some keyboards have for the decimal point.
  private static func isPoint(_ character: Character) -> Bool {
    character == "." || character == ","
  }

  private static func isCross(_ character: Character) -> Bool {
    ["x", "X", "×", "*"].contains(character)
  }

  /// Whether a character would stand between two sides of a size, where one number is typed.
  func isStrayCross(_ character: Character) -> Bool {
    place == .settings && settings.entry != nil && Self.isCross(character)
  }

  /// Adds a typed character to the marked number, or says why it is no part of it.
  mutating func type(_ character: Character) {
    guard accepts(character) else {
      if settings.entry != nil, !character.isNumber {
        let size = Self.isCross(character) && !marksSize ? "; a size is typed at Size" : ""
        let label = settings.marked.label(facts)
        say(.notice, "“\(character)” is left out: \(label) is a number\(size)")
      }
      return
    }
    let written: Character =
      Self.isPoint(character) ? "." : Self.isCross(character) ? "×" : character
    settings.entry = (settings.entry ?? "") + String(written)
  }

  /// Ends typing: takes what was typed, and draws nothing.
  mutating func endTyping() -> [Effect] {
    let before = pictureSize
    commitEntry()
    return effectsOfSize(from: before)
  }

  /// Takes the typed digits for the value of the marked number.
  mutating func commitEntry() {
    guard let typed = settings.entry else { return }
    settings.entry = nil
    let sides = typed.split(separator: "×").compactMap { Double($0) }
    if typed.contains("×"), sides.count == 2 {
      let moved = [
        Setting.width.set(sides[0], in: &settings.recipe, facts),
        Setting.height.set(sides[1], in: &settings.recipe, facts),
      ]
      if moved.contains(true) { explainSize(sides.map { Int($0) }) }
      return
    }
    guard let number = sides.first ?? (typed == "." ? 0 : nil) else { return }
    if settings.marked.set(number, in: &settings.recipe, facts) { explainMove(from: number) }
    lockSeedIfSet()
  }

  /// Says which sizes are the nearest to one that cannot be drawn.
  private mutating func explainSize(_ sides: [Int]) {
    let wanted = sides.map { "\($0)" }.joined(separator: "×")
    let neighbours = sides.map(facts.sizes.neighbours)
    let nearest = neighbours.map { $0.map { "\($0)" }.joined(separator: " or ") }
      .joined(separator: " × ")
    let verb = neighbours.allSatisfy { $0.count == 1 } ? "is" : "are"
    say(
      .notice,
      "No \(wanted): the nearest \(verb) \(nearest) (\(facts.sizes.sentence)); set to \(pictureSize)"
    )
  }

  /// Says why a number is not the one that was typed.
  private mutating func explainMove(from typed: Double) {
    if marksSize { return explainSize([Int(typed)]) }
    let taken = "set to \(settings.marked.text(in: settings.recipe, facts))"
    let range = settings.marked.range(facts, settings.recipe)
    let ends = "\(NumberText.plain(range.lowerBound)) to \(NumberText.plain(range.upperBound))"
    say(.notice, "\(settings.marked.label(facts)) goes from \(ends): \(taken)")
  }
}
