import Engine

extension State {
  mutating func adjust(_ command: Command) {
    switch command {
    case .toggleSeed:
      seedIsRandom.toggle()
      say(.info, seedIsRandom ? "Each picture gets a new seed" : "The seed stays \(recipe.seed)")
    case .newSeed:
      entry = nil
      recipe.seed = random.next()
      seedIsRandom = false
      say(.info, "The seed is \(recipe.seed) until you change it")
    case .settingUp: moveSetting(-1)
    case .settingDown: moveSetting(1)
    case .decrease: change(up: false)
    case .increase: change(up: true)
    case .deleteDigit:
      if entry != nil {
        entry?.removeLast()
        if entry == "" { entry = nil }
      } else if setting == .seedB {
        recipe.seedB = nil
      }
    default: preconditionFailure("\(command) adjusts nothing")
    }
  }

  private mutating func moveSetting(_ offset: Int) {
    commitEntry()
    let all = Setting.allCases
    let index = all.firstIndex(of: setting) ?? 0
    setting = all[max(0, min(all.count - 1, index + offset))]
  }

  private mutating func change(up: Bool) {
    commitEntry()
    setting.change(&recipe, up: up)
    lockSeedIfSet()
  }

  /// Locks the seed when it, or the token seed, was given a number.
  ///
  /// Other tokens of the same latent are what a token seed is for.
  private mutating func lockSeedIfSet() {
    guard seedIsRandom, setting == .seed || setting == .seedB else { return }
    seedIsRandom = false
    if setting == .seedB { say(.info, "The seed is locked: the latent stays, its tokens change") }
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
    if setting.set(number, in: &recipe) {
      let range = setting.range
      say(
        .notice,
        "\(setting.label) goes from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound)): "
          + "set to \(setting.text(in: recipe))")
    }
    lockSeedIfSet()
  }

  private static func plain(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : Setting.decimal(number, places: 2)
  }
}
