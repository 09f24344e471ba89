package import ArgumentParser

/// `wurst gallery`: what was kept, found again.
package struct GalleryCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gallery", abstract: "List, search and look after kept pictures.",
    subcommands: [
      List.self, Search.self, Show.self, Folders.self, Add.self, Remove.self, Reindex.self,
    ], defaultSubcommand: List.self)

  package init() {}
}
