package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery folders`.
  package struct Folders: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the folders that were added to look at.")

    package init() {}

    package func run() throws {
      try Interruption.watch { _ in
        try Console.print(lines: OpenGallery().catalogue.folders().map(\.description))
      }
    }
  }

  /// `wurst gallery add`.
  package struct Add: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Look into another folder of pictures too, such as one of another program.",
      discussion:
        "Its PNG, JPEG and WebP pictures are listed and found with the others. Nothing in "
        + "it is ever changed.")

    @Argument(help: "The folder, with those in it.")
    var folder: Path

    package init() {}

    package func run() throws {
      try Interruption.watch { cancellation in
        let gallery = OpenGallery()
        try gallery.catalogue.addFolder(folder)
        try gallery.refresh(cancellation)
      }
    }
  }

  /// `wurst gallery remove`.
  package struct Remove: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Look into a folder that was added no longer; its pictures stay.")

    @Argument(help: "The folder.")
    var folder: Path

    package init() {}

    package func run() throws {
      try Interruption.watch { cancellation in
        let gallery = OpenGallery()
        try gallery.catalogue.removeFolder(folder)
        try gallery.refresh(cancellation)
      }
    }
  }
}
