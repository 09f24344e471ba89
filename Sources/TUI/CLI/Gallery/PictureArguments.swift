import ArgumentParser
import Files
import Gallery

/// Pictures of the gallery that a command is about.
struct PictureArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Pictures, by their paths from here or in the gallery's folder, or their names in the gallery.",
      valueName: "file"))
  var pictures: [Path]

  /// From the root; one that is not here may be one of the gallery.
  ///
  /// - Throws: `Failure` for a name that several pictures have.
  func paths(in gallery: Gallery) throws -> [Path] {
    var index: OpenGallery?
    return try pictures.map { path in
      if path.exists || path.isLink { return path.absolute }
      let inGallery = gallery.root / path
      if inGallery.exists { return inGallery }
      let open = index ?? OpenGallery()
      if index == nil { try open.refresh(Cancellation()) }
      index = open
      do {
        return try open.item(path).path
      } catch let failure as Failure where failure.status == .missing {
        return path.absolute
      }
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
