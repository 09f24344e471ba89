package import Recipes

/// Where the user's own presets are.
package protocol PresetShelf: Sendable {
  /// By name, and what of them cannot be used.
  func all() -> (presets: [OwnPreset], problem: String?)
  func save(_ preset: OwnPreset) throws
  func forget(_ name: String) throws
}

/// Without any.
package struct NoPresets: PresetShelf {
  package init() {}

  package func all() -> (presets: [OwnPreset], problem: String?) { ([], nil) }
  package func save(_: OwnPreset) {}
  package func forget(_: String) {}
}
