package import ArgumentParser
import Files

extension GalleryCommand {
  /// `wurst gallery list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the pictures of the gallery.",
      discussion:
        "Pictures are ordinary files; what was added, moved, changed or deleted by hand is "
        + "seen. Damaged files are listed with what is wrong with them.",
      examples: ["wurst gallery list --limit 20", "wurst gallery list --sort rating --json"])

    @OptionGroup var options: GalleryOptions

    package init() {}

    package func run() throws { try Interruption.watch { try options.list("", $0) } }
  }
}
