package import ArgumentParser
import Files

extension ModelsCommand {
  /// `wurst models remove`.
  package struct Remove: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Forget a registered model; its files stay.",
      examples: ["wurst models remove v2"])

    @Argument(
      help: "The name that it was registered under.", completion: Completions.registeredModels)
    var name: String

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws { try Interruption.watch { _ in try remove() } }

    private func remove() throws {
      let locator = ResourceLocator()
      if try locator.registry().models[name] != nil {
        try ModelRegistry.change(locator.registryFile) { $0.remove(name) }
        try output.print("'\(name)' is no longer registered; its files are where they were")
        try output.report("removed", name)
        return
      }
      if let place = try? locator.model(name) {
        let isOwn = place.folder == locator.user.data / "models"
        throw Failure(
          isOwn
            ? "'\(name)' is not registered but the folder \(place); remove that folder instead"
            : "'\(name)' came with the program, in \(place), and is not registered", .usage)
      }
      throw Failure("no model is registered as '\(name)' (see 'wurst models')", .missing)
    }
  }
}
