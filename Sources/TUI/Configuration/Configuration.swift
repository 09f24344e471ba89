import Files
package import Gallery
package import Render

/// What the user has set in `config.toml`; what is not there is nil, and as the program has it.
///
/// Options of the command line go before it.
package struct Configuration: Equatable, Sendable {
  package var model: String?
  /// The name of one that is built in, or of the user's own.
  package var preset: String?
  package var theme: String?
  package var graphics: GraphicsChoice?
  package var threads: Int?
  package var memory: MemorySize?
  package var precision: PrecisionChoice?
  package var hints: Bool?
  package var runs: Int?
  package var trashDays: Int?
  package var keepsTraces: Bool?
  package var restore: Bool?
  package var mouse: Bool?
  package var notify: Bool?
  package var notifyAfter: Int?
  package var title: Bool?
  package var editor: String?
  /// Keys that mean something else, in the order of the file.
  package var rebindings: [Rebinding] = []

  package init() {}

  /// What is set of the gallery.
  package var gallery: GallerySettings {
    var settings = GallerySettings()
    settings.runs = runs ?? settings.runs
    if let trashDays { settings.trashDays = trashDays == 0 ? nil : trashDays }
    settings.keepsTraces = keepsTraces ?? settings.keepsTraces
    return settings
  }

  /// That of the user, read once, and what is wrong with it.
  package static let ofUser = ConfigurationFile.ofUser.read()
}

extension ConfigurationFile {
  package static var ofUser: ConfigurationFile {
    ConfigurationFile(
      UserFolders(environment: Invocation.environment).configuration / "config.toml")
  }
}
