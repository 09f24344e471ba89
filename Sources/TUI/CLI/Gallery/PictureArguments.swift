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
  /// - Parameter places: where names are looked for, until one is found.
  /// - Throws: `Failure` where there is none, and for a name that several pictures have.
  func paths(
    in gallery: Gallery, _ places: [GallerySearch.Place] = GallerySearch.Place.allCases
  ) throws -> [Path] {
    var index: OpenGallery?
    return try pictures.map { path in
      if path.exists || path.isLink { return path.absolute }
      let inGallery = gallery.root / path
      if inGallery.exists { return inGallery }
      let open = index ?? OpenGallery()
      if index == nil { try open.refresh(Cancellation()) }
      index = open
      do {
        return try open.item(path, in: places).path
      } catch let failure as Failure where failure.status == .missing {
        throw Failure("there is no file \(path), and \(failure.message)", .missing)
      }
    }
  }

  /// Pictures in the trash, by their names or paths there or by the paths that they had, and recorded
  /// runs by their paths.
  ///
  /// - Throws: `Failure` where there is none, and for a name that several pictures have.
  func pathsAside(in gallery: Gallery) throws -> [Path] {
    let trash = try gallery.trashed()
    return try pictures.map { path in
      let paths = [path.absolute, (gallery.root / path).absolute]
      if let whole = trash.first(where: { paths.contains($0.path.absolute) }) { return whole.path }
      let named = trash.filter { picture in
        paths.contains(picture.origin.absolute)
          || [path, path.appending(".png")].contains(Path(picture.path.name))
      }
      if let picture = named.first, named.count == 1 { return picture.path }
      guard named.isEmpty else { throw Failure(several: named.map(\.path), called: path) }
      guard let file = paths.first(where: \.exists) else {
        throw Failure(
          "the trash has no picture \(path) (see 'wurst gallery trash')", .missing)
      }
      return file
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
