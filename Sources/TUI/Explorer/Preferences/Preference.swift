/// Something that `config.toml` can hold.
package struct Preference: Equatable, Sendable {
  package let name: String
  /// What it does, as a sentence.
  package let help: String
  /// What may stand for it.
  package let wanted: String
  /// What is so without it.
  package let usual: String
  /// What it is set to, as it is typed.
  package let value: String?
  /// The values that it can have, where they are few.
  package let options: [String]
  /// What goes before it while this program runs, as an option of the command line.
  package let override: String?
  /// Whether a change is seen at once, and not from the next start on.
  package let isAtOnce: Bool

  package init(
    name: String, help: String, wanted: String, usual: String, value: String?,
    options: [String] = [], override: String? = nil, isAtOnce: Bool = false
  ) {
    self.name = name
    self.help = help
    self.wanted = wanted
    self.usual = usual
    self.value = value
    self.options = options
    self.override = override
    self.isAtOnce = isAtOnce
  }

  /// What the rows of the gallery's folders are called, a number behind each; they are kept beside
  /// `config.toml`.
  package static let galleryFolder = "gallery.folder"

  /// What it is set to, or what is so without it.
  package var shown: String { value ?? usual }
}

/// Where the user's preferences are.
package protocol Preferences: Sendable {
  /// All there are, in the order in which they are shown.
  func all() -> [Preference]

  /// Sets one, or takes it out of the file; everything else in it stays.
  ///
  /// - Throws: why it cannot be.
  func set(_ name: String, to value: String?) throws
}

/// Of a program without any.
package struct NoPreferences: Preferences {
  package init() {}

  package func all() -> [Preference] { [] }

  package func set(_ name: String, to value: String?) {}
}
