import Files
package import Gallery
package import Recipes
package import Render

/// What the user has set in `config.toml`; what is not there is nil, and as the program has it.
///
/// Options of the command line go before it.
package struct Configuration: Equatable, Sendable {
  package var model: String?
  package var preset: Preset?
  package var theme: String?
  package var graphics: GraphicsChoice?
  package var threads: Int?
  package var memory: MemorySize?
  package var precision: PrecisionChoice?
  /// How many finished runs that were not kept stay.
  package var galleryRuns: Int?
  /// After how many days the trash is emptied; never where it is 0.
  package var galleryTrashDays: Int?
  /// Whether pictures carry latent and tokens.
  package var galleryTraces: Bool?
  /// Keys that mean something else, in the order of the file.
  package var rebindings: [Rebinding] = []

  package init() {}

  package var gallery: GallerySettings {
    var settings = GallerySettings()
    if let galleryRuns { settings.runs = galleryRuns }
    if let galleryTrashDays { settings.trashDays = galleryTrashDays == 0 ? nil : galleryTrashDays }
    if let galleryTraces { settings.keepsTraces = galleryTraces }
    return settings
  }

  /// That of the user, read once, and what is wrong with it.
  package static let ofUser = ConfigurationFile(
    UserFolders(environment: Invocation.environment).configuration / "config.toml"
  ).read()
}
