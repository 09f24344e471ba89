package import ArgumentParser

/// `wurst gallery`: what was kept, found again and looked after.
package struct GalleryCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gallery", abstract: "List, search and look after kept pictures.",
    examples: ["wurst gallery", "wurst gallery search robot 'steps>=30'"],
    subcommands: [
      List.self, Search.self, Show.self, Rate.self, Tag.self, Import.self, Export.self,
      Verify.self, TrashCommand.self, Folders.self, Add.self, Remove.self, Reindex.self,
    ], defaultSubcommand: List.self)

  package init() {}
}
