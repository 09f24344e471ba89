package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery reindex`.
  package struct Reindex: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Read all pictures again, and make the index anew.",
      discussion: "The index follows the files by itself; this is for when it does not. Nothing is "
        + "lost by it, also when it is stopped: the next command goes on from there.",
      examples: ["wurst gallery reindex"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { cancellation in
        let gallery = OpenGallery()
        try gallery.reindex(cancellation)
        let count = try GallerySearch.Place.allCases.reduce(0) {
          $0 + (try gallery.catalogue.list(GallerySearch(place: $1)).total)
        }
        try output.print("\(count) picture\(count == 1 ? "" : "s") read")
        try output.report("read", count)
      }
    }
  }
}
