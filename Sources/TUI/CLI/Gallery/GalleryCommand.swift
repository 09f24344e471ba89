package import ArgumentParser

/// `wurst gallery`: what is done to pictures that were kept.
package struct GalleryCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Judge pictures that were kept, move them, and draw them again.",
    subcommands: [
      Rate.self, Tag.self, Import.self, Export.self, Verify.self, TrashCommand.self,
    ])

  package init() {}
}
