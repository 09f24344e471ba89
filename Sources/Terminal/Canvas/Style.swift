/// What a piece of the screen means; the theme says how it looks.
package enum Role: String, CaseIterable, Hashable, Sendable {
  case text
  case muted
  case title
  case border = "ui.border"
  case focusedBorder = "ui.border.focus"
  case selection = "ui.selection"
  case key = "ui.key"
  case tab
  case activeTab = "tab.active"
  case prompt
  case placeholder
  case value
  case textStage = "stage.text"
  case stageC = "stage.c"
  case stageB = "stage.b"
  case stageA = "stage.a"
  case track = "progress.track"
  case success
  case notice
  case error
  /// The cells under an image.
  case picture
}

/// How letters are set, apart from their colour.
package struct Attributes: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let bold = Attributes(rawValue: 1)
  package static let dim = Attributes(rawValue: 2)
  package static let italic = Attributes(rawValue: 4)
  package static let underline = Attributes(rawValue: 8)
  package static let reverse = Attributes(rawValue: 16)
}

/// The meaning of a cell and the attributes it has whatever the theme.
package struct Style: Hashable, Sendable {
  package var role: Role
  package var attributes: Attributes

  package init(_ role: Role, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }

  package static let text = Style(.text)
  package static let muted = Style(.muted)
}
