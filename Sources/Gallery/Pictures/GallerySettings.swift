/// What users set of a gallery.
package struct GallerySettings: Equatable, Sendable {
  /// How many of the finished runs that were not kept stay, from 1.
  package var runs = 200
  /// After how many days what is in the trash is deleted; nil leaves it there.
  package var trashDays: Int? = 30
  /// Whether pictures carry their latent and tokens.
  package var keepsTraces = true

  package init() {}
}
