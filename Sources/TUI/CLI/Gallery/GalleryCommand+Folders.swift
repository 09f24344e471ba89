package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery folders`.
  package struct Folders: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the folders that were added to look at.",
      examples: ["wurst gallery folders"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { _ in
        let folders = try OpenGallery().catalogue.folders()
        try output.print(lines: folders.map(\.description))
        try output.report("folders", folders)
      }
    }
  }

  /// `wurst gallery add`.
  package struct Add: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Look into another folder of pictures too, such as one of another program.",
      discussion:
        "Its PNG, JPEG and WebP pictures are listed and found with the others. Nothing in "
        + "it is ever changed.",
      examples: ["wurst gallery add ~/outputs"])

    @Argument(help: "The folder, with those in it.", completion: .directory)
    var folder: Path

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { cancellation in
        let gallery = OpenGallery()
        try gallery.catalogue.addFolder(folder)
        try gallery.refresh(cancellation)
        try output.report("folders", gallery.catalogue.folders())
      }
    }
  }

  /// `wurst gallery remove`.
  package struct Remove: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Look into a folder that was added no longer; its pictures stay.",
      examples: ["wurst gallery remove ~/outputs"])

    @Argument(help: "The folder.", completion: Completions.galleryFolders)
    var folder: Path

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { cancellation in
        let gallery = OpenGallery()
        try gallery.catalogue.removeFolder(folder)
        try gallery.refresh(cancellation)
        try output.report("folders", gallery.catalogue.folders())
      }
    }
  }
}
