package import Terminal

/// One row of the keymap: some keys, what each means, and words for both.
package struct Binding: Sendable {
  package let strokes: [Stroke]
  package let places: Places
  /// What it does, in a word or two, for the footer.
  package let label: String
  /// What it does, as a phrase, for the help.
  package let help: String
  /// Rows with a lower number go into the footer first; nil stays out of it.
  package let footer: Int?
  /// The places whose footer may have the row.
  package let footerPlaces: Places

  package struct Stroke: Equatable, Sendable {
    package let key: Key
    package let command: Command
  }

  package init(
    _ strokes: KeyValuePairs<Key, Command>, in places: Places, _ label: String, _ help: String,
    footer: Int? = nil, shownIn footerPlaces: Places? = nil
  ) {
    self.init(
      strokes.map { Stroke(key: $0, command: $1) }, in: places, label, help, footer: footer,
      shownIn: footerPlaces)
  }

  init(
    _ strokes: [Stroke], in places: Places, _ label: String, _ help: String, footer: Int?,
    shownIn footerPlaces: Places?
  ) {
    self.strokes = strokes
    self.places = places
    self.label = label
    self.help = help
    self.footer = footer
    self.footerPlaces = footerPlaces ?? places
  }

  /// The keys as they are written in the help.
  package var keyNames: String { strokes.map(\.key.name).joined(separator: " ") }

  /// The keys as they are written in the footer, where two have to do.
  package var shortKeyNames: String {
    strokes.prefix(2).map(\.key.name).joined(separator: " ")
  }
}

/// Where a key has its meaning.
package struct Places: OptionSet, Hashable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let text = Places(rawValue: 1)
  package static let settings = Places(rawValue: 2)
  package static let preview = Places(rawValue: 4)
  package static let gallery = Places(rawValue: 8)
  package static let help = Places(rawValue: 16)
  package static let models = Places(rawValue: 32)
  package static let path = Places(rawValue: 64)
  /// A line of text in the gallery.
  package static let line = Places(rawValue: 128)
  package static let copying = Places(rawValue: 256)
  package static let comparing = Places(rawValue: 512)
  /// Among the prompts that were drawn before.
  package static let finding = Places(rawValue: 1 << 16)
  /// Among the styles.
  package static let styling = Places(rawValue: 1 << 17)
  /// Among the variants of a prompt.
  package static let varying = Places(rawValue: 1 << 18)
  /// The line that a command is typed into.
  package static let command = Places(rawValue: 1 << 12)
  /// The window of config.toml, and a value that is typed there.
  package static let preferences = Places(rawValue: 1 << 13)
  package static let value = Places(rawValue: 1 << 14)
  /// A picture that fills the screen.
  package static let zoomed = Places(rawValue: 1 << 15)

  /// How many places there are in it.
  var count: Int { rawValue.nonzeroBitCount }

  package static let all: [Places] = [
    .text, .settings, .preview, .gallery, .help, .models, .path, .line, .copying, .comparing,
    .command, .preferences, .value, .zoomed, .finding, .styling, .varying,
  ]
  package static let explorer: Places = [.text, .settings, .preview]
  package static let commands: Places = [.settings, .preview]
  package static let fields: Places = [.text, .path, .line, .command, .value, .finding]
  package static let everywhere = Places(all)
}
