import Recipes

extension SettingsState {
  /// The user's own preset whose settings the recipe has; nil where that is none.
  func ownPreset(_ facts: ModelFacts) -> OwnPreset? {
    guard Preset(of: recipe, facts.defaults) == nil else { return nil }
    return ownPresets.first { $0.isApplied(in: recipe, facts.defaults) }
  }
}

extension State {
  /// All presets by name, those that are built in first.
  var presetNames: [String] {
    Preset.allCases.map(\.rawValue) + settings.ownPresets.map(\.name)
  }

  /// Puts the settings of a preset in place of those there are.
  ///
  /// - Returns: whether there is one of that name.
  mutating func applyPreset(_ name: String) -> Bool {
    if let preset = Preset(rawValue: name) {
      preset.apply(to: &settings.recipe, facts.defaults)
    } else if let own = settings.ownPresets.first(where: { $0.name == name }) {
      own.apply(to: &settings.recipe, facts.defaults)
    } else {
      return false
    }
    settleSetting()
    return true
  }

  /// Begins with the settings of a preset, or says that there is none of that name.
  mutating func begin(with name: String?, _ shelf: any PresetShelf) {
    guard let name else { return }
    if Preset(rawValue: name) == nil { settings.ownPresets = shelf.all().presets }
    if !applyPreset(name) {
      say(.notice, "There is no preset “\(name)”, which config.toml names; these are those of best")
    }
  }

  /// Goes to the preset above or below, round and round; what was changed of one goes first.
  mutating func turnPreset(up: Bool) {
    let names = presetNames
    let nearest = Preset.nearest(to: settings.recipe, facts.defaults)
    let own = settings.ownPreset(facts)?.name
    if own == nil, !nearest.changed.isEmpty {
      _ = applyPreset(nearest.preset.rawValue)
      return
    }
    let place = names.firstIndex(of: own ?? nearest.preset.rawValue) ?? 0
    _ = applyPreset(names[(place + (up ? 1 : names.count - 1)) % names.count])
  }

  mutating func note(_ action: Action.Settings) {
    switch action {
    case .presets(let presets, let message):
      settings.ownPresets = presets
      if let message { say(message.kind, message.text) }
    case .presetFailed(let reason): say(.error, reason)
    }
  }
}
