import Engine
import Recipes

extension State {
  mutating func adjust(_ command: Command.Settings) -> [Effect] {
    let before = pictureSize
    switch command {
    case .toggleSeed:
      seedIsRandom.toggle()
      say(.info, seedIsRandom ? "Each picture gets a new seed" : "The seed stays \(recipe.seed)")
    case .newSeed:
      entry = nil
      recipe.seed = random.next()
      seedIsRandom = false
      say(.info, "The seed is \(recipe.seed) until you change it")
    case .up: moveSetting(-1)
    case .down: moveSetting(1)
    case .decrease, .increase:
      if setting == .input { return openPicturePrompt() }
      commitEntry()
      setting.change(&recipe, up: command == .increase, facts)
      lockSeedIfSet()
    case .delete: return deleteDigit()
    }
    return effectsOfSize(from: before)
  }

  private mutating func deleteDigit() -> [Effect] {
    if entry != nil {
      entry?.removeLast()
      if entry == "" { entry = nil }
    } else if setting == .input || setting == .strength {
      removeInput()
    } else {
      setting.clear(in: &recipe)
    }
    return []
  }

  /// What follows where the size of the pictures is another one than before.
  func effectsOfSize(from before: PictureSize) -> [Effect] {
    guard let path = recipe.input?.path, pictureSize != before else { return [] }
    return [.opener(.fit(path: path, pictureSize))]
  }

  private mutating func moveSetting(_ offset: Int) {
    commitEntry()
    let all = settings
    let index = all.firstIndex(of: setting) ?? 0
    setting = all[max(0, min(all.count - 1, index + offset))]
  }

  /// Marks another setting where the marked one is not shown any more.
  mutating func settleSetting() {
    let all = settings
    guard !all.contains(setting) else { return }
    entry = nil
    let cases = Setting.allCases
    let place = cases.firstIndex(of: setting) ?? 0
    setting = all.last { cases.firstIndex(of: $0) ?? 0 < place } ?? .seed
  }

  /// Locks the seed when it, or the token seed, was given a number.
  ///
  /// Other tokens of the same latent are what a token seed is for.
  private mutating func lockSeedIfSet() {
    guard seedIsRandom, setting == .seed || setting == .seedB else { return }
    seedIsRandom = false
    if setting == .seedB {
      let change = facts.drawsTokens ? "its tokens change" : "its details change"
      say(.info, "The seed is locked: the latent stays, \(change)")
    }
  }

  /// Adds a typed digit to the focused number.
  mutating func type(_ character: Character) {
    guard setting.isNumber else { return }
    let typed = entry ?? ""
    let isDigit = character.isASCII && character.isNumber
    // A comma is what some keyboards have for the decimal point.
    let isPoint = (character == "." || character == ",") && setting.allowsFraction
    guard typed.count < 10, isDigit || (isPoint && !typed.contains(".")) else { return }
    entry = typed + (isPoint ? "." : String(character))
  }

  /// Takes the typed digits for the value of the focused number.
  mutating func commitEntry() {
    guard let typed = entry else { return }
    entry = nil
    guard let number = Double(typed == "." ? "0" : typed) else { return }
    if setting.set(number, in: &recipe, facts) { explainMove() }
    lockSeedIfSet()
  }

  /// Says why a number is not the one that was typed.
  private mutating func explainMove() {
    let taken = "set to \(setting.text(in: recipe, facts))"
    if setting == .width || setting == .height {
      say(.notice, "Width and height are \(facts.sizes.sentence): \(taken)")
      return
    }
    let range = setting.range(facts)
    let ends = "\(NumberText.plain(range.lowerBound)) to \(NumberText.plain(range.upperBound))"
    say(.notice, "\(setting.label(facts)) goes from \(ends): \(taken)")
  }
}
