package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery show`.
  package struct Show: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Show all that is known of pictures of the gallery.",
      examples: ["wurst gallery show ball.png"])

    @Argument(
      help: ArgumentHelp("Paths of pictures, or their names in the gallery.", valueName: "picture"))
    var pictures: [Path]

    @Flag(help: "Print JSON, one picture on each line.")
    var json = false

    package init() {}

    package func run() throws { try Interruption.watch { try show($0) } }

    private func show(_ cancellation: Cancellation) throws {
      let gallery = OpenGallery()
      try gallery.refresh(cancellation)
      let items = try pictures.map { try gallery.item($0) }
      if json { return try GalleryOutput.printJSON(items.map(\.id), of: gallery, cancellation) }
      for (number, item) in items.enumerated() {
        if number > 0 { try Console.print("") }
        try Console.print(lines: try GalleryDescription(item, gallery).lines)
      }
    }
  }
}
