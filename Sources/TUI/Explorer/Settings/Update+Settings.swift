import Engine
import Recipes

extension State {
  mutating func adjust(_ command: Command.Settings) -> [Effect] {
    let (before, emphasis) = (pictureSize, settings.recipe.emphasis)
    switch command {
    case .toggleSeed:
      settings.seedIsRandom.toggle()
      say(
        .info,
        settings.seedIsRandom
          ? "Each picture gets a new seed" : "The seed stays \(settings.recipe.seed)")
    case .newSeed:
      settings.entry = nil
      settings.recipe.seed = random.next()
      settings.seedIsRandom = false
      say(.info, "The seed is \(settings.recipe.seed) until you change it")
    case .up: moveSetting(-1)
    case .down: moveSetting(1)
    case .decrease, .increase:
      if settings.marked == .input { return openPicturePrompt() }
      commitEntry()
      settings.marked.change(&settings.recipe, up: command == .increase, facts)
      lockSeedIfSet()
    case .delete: return deleteDigit()
    }
    return effectsOfSize(from: before) + (settings.recipe.emphasis == emphasis ? [] : [examination])
  }

  private mutating func deleteDigit() -> [Effect] {
    if settings.entry != nil {
      settings.entry?.removeLast()
      if settings.entry == "" { settings.entry = nil }
    } else if settings.marked == .input || settings.marked == .strength {
      removeInput()
    } else {
      settings.marked.clear(in: &settings.recipe)
    }
    return []
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
    guard settings.seedIsRandom, settings.marked == .seed || settings.marked == .seedB else {
      return
    }
    settings.seedIsRandom = false
    if settings.marked == .seedB {
      let change = facts.drawsTokens ? "its tokens change" : "its details change"
      say(.info, "The seed is locked: the latent stays, \(change)")
    }
  }

  /// Adds a typed digit to the focused number.
  mutating func type(_ character: Character) {
    guard settings.marked.isNumber else { return }
    let typed = settings.entry ?? ""
    let isDigit = character.isASCII && character.isNumber
    // A comma is what some keyboards have for the decimal point.
    let isPoint = (character == "." || character == ",") && settings.marked.allowsFraction
    guard typed.count < 10, isDigit || (isPoint && !typed.contains(".")) else { return }
    settings.entry = typed + (isPoint ? "." : String(character))
  }

  /// Takes the typed digits for the value of the focused number.
  mutating func commitEntry() {
    guard let typed = settings.entry else { return }
    settings.entry = nil
    guard let number = Double(typed == "." ? "0" : typed) else { return }
    if settings.marked.set(number, in: &settings.recipe, facts) { explainMove() }
    lockSeedIfSet()
  }

  /// Says why a number is not the one that was typed.
  private mutating func explainMove() {
    let taken = "set to \(settings.marked.text(in: settings.recipe, facts))"
    if settings.marked == .width || settings.marked == .height {
      say(.notice, "Width and height are \(facts.sizes.sentence): \(taken)")
      return
    }
    let range = settings.marked.range(facts)
    let ends = "\(NumberText.plain(range.lowerBound)) to \(NumberText.plain(range.upperBound))"
    say(.notice, "\(settings.marked.label(facts)) goes from \(ends): \(taken)")
  }
}
