extension Theme {
  /// The theme that is used where no file is found; `themes/dusk.toml` has the same values.
  ///
  /// Every colour is of middle lightness and the background is the terminal's, so that it can be
  /// read on dark and on light.
  package static let builtIn = Theme(
    name: "dusk",
    appearances: [
      .text: Appearance(),
      .muted: Appearance(grey),
      .title: Appearance(.standard, on: .standard, [.bold]),
      .border: Appearance(slate),
      .focusedBorder: Appearance(amber),
      .selection: Appearance(amber, on: .standard, [.bold]),
      .key: Appearance(amber),
      .tab: Appearance(grey),
      .activeTab: Appearance(amber, on: .standard, [.bold]),
      .prompt: Appearance(),
      .placeholder: Appearance(grey, on: .standard, [.italic]),
      .value: Appearance(),
      .textStage: Appearance(steel),
      .stageC: Appearance(violet),
      .stageB: Appearance(teal),
      .stageA: Appearance(leaf),
      .track: Appearance(slate),
      .success: Appearance(leaf),
      .notice: Appearance(amber),
      .error: Appearance(coral, on: .standard, [.bold]),
      .picture: Appearance(),
    ])

  private static let grey = Colour.rgb(0x87, 0x87, 0x87)
  private static let slate = Colour.rgb(0x5F, 0x6B, 0x7A)
  private static let steel = Colour.rgb(0x5F, 0x87, 0xAF)
  private static let amber = Colour.rgb(0xD7, 0x87, 0x00)
  private static let violet = Colour.rgb(0xAF, 0x5F, 0xD7)
  private static let teal = Colour.rgb(0x00, 0xAF, 0xAF)
  private static let leaf = Colour.rgb(0x5F, 0xAF, 0x00)
  private static let coral = Colour.rgb(0xD7, 0x5F, 0x5F)
}
