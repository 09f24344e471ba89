extension Theme {
  /// The theme that others begin from; `themes/terminal.toml` has the same values.
  ///
  /// It is made of the terminal's own two colours, and of those of its sixteen that can be read on
  /// black and on white.
  package static let builtIn = Theme(
    name: "terminal",
    appearances: [
      .text: Appearance(),
      .muted: Appearance(.standard, on: .standard, [.dim]),
      .title: Appearance(.standard, on: .standard, [.bold]),
      .border: Appearance(.standard, on: .standard, [.dim]),
      .focusedBorder: Appearance(magenta),
      .selection: Appearance(.standard, on: .standard, [.bold, .reverse]),
      .key: Appearance(magenta),
      .tab: Appearance(.standard, on: .standard, [.dim]),
      .activeTab: Appearance(.standard, on: .standard, [.bold, .reverse]),
      .prompt: Appearance(),
      .placeholder: Appearance(.standard, on: .standard, [.dim, .italic]),
      .value: Appearance(),
      .textStage: Appearance(),
      .stageC: Appearance(magenta),
      .stageB: Appearance(),
      .stageA: Appearance(magenta),
      .track: Appearance(.standard, on: .standard, [.dim]),
      .success: Appearance(.standard, on: .standard, [.bold]),
      .notice: Appearance(magenta),
      .error: Appearance(.named(1)),
      .picture: Appearance(),
    ])

  private static let magenta = Colour.named(5)
}
