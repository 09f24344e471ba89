import ArgumentParser
import Files
import Gallery

/// Pictures of the gallery that a command is about.
struct PictureArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Pictures, by their paths from here or in the gallery's folder.", valueName: "file"))
  var pictures: [Path]

  /// From the root; one that is not here may be one of the gallery.
  func paths(in gallery: Gallery) -> [Path] {
    pictures.map { path in
      let inGallery = gallery.root / path
      return !path.exists && !path.isLink && inGallery.exists ? inGallery : path.absolute
    }
  }
}

extension Gallery {
  /// That of the user.
  static var own: Gallery {
    Gallery(
      root: ResourceLocator().galleryFolder,
      settings: Configuration.ofUser.configuration.gallery)
  }
}

/// What a command has done file by file, as it prints it.
struct PictureOutput: ParsableArguments {
  @Flag(help: "Print the result as JSON.")
  var json = false

  func print(_ line: String) throws {
    if !json { try Console.print(line) }
  }

  func report(_ pictures: [some Encodable]) throws {
    if json { try Console.print(json: ["pictures": pictures]) }
  }
}
