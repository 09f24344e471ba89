import ArgumentParser
import Engine
import Gallery

/// Whether pictures carry what they were made of.
///
/// A group of its own for the command and those below it, as `VariantOptions`.
struct TraceOptions: ParsableArguments, Sendable {
  @Flag(
    name: .customLong("no-trace"),
    help: ArgumentHelp(
      "Leave latent and tokens out of pictures, from which they could be drawn on."))
  var isLeftOut = false

  init() {}

  /// What the user has set of the gallery, with this option.
  var settings: GallerySettings {
    var settings = Configuration.ofUser.configuration.gallery
    if isLeftOut { settings.keepsTraces = false }
    return settings
  }

  /// What a picture of a run is to carry.
  func trace(of run: Trace, index: Int) -> PictureTrace? {
    settings.keepsTraces ? PictureTrace(run, of: index) : nil
  }
}
