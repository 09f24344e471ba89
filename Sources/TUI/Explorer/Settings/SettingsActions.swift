package import Recipes

extension Command {
  package enum Settings: CaseIterable, Hashable, Sendable {
    case up, down, decrease, increase
    /// By much at once.
    case decreaseMuch, increaseMuch
    /// The last digit, or what is set instead of the model's own.
    case delete
    case toggleSeed, newSeed
  }
}

extension Action {
  package enum Settings: Sendable {
    /// The user's own presets, and what is to be said of them.
    case presets([OwnPreset], Message?)
    case presetFailed(String)
  }
}

extension Effect {
  package enum Settings: Equatable, Sendable {
    case listPresets
    case savePreset(OwnPreset)
    case forgetPreset(String)
  }
}
