package import ArgumentParser
import Engine
import Files

extension ModelsCommand {
  /// `wurst models add`.
  package struct Add: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Register the place of a model under a name.",
      discussion: "Takes the folder of a model, or the folders and files that it is put together "
        + "from: the published folders wuerstchen-prior and wuerstchen, or the .pt files of the "
        + "stages with a folder of the text tower. Nothing is copied.",
      examples: ["wurst models add v2 ~/models/wuerstchen-prior ~/models/wuerstchen"])

    @Argument(help: "What the model is to be called.")
    var name: String

    @Argument(
      help: ArgumentHelp("The folders and files of the model.", valueName: "path"))
    var paths: [Path]

    @OptionGroup var variantOptions: VariantOptions

    @OptionGroup var output: PrintOptions

    @Flag(help: "Let the name stand for this model from now on if it is taken.")
    var replace = false

    package init() {}

    package func run() throws { try Interruption.watch { _ in try add() } }

    private func add() throws {
      let locator = ResourceLocator()
      if let problem = ModelRegistry.problem(of: name) {
        throw Failure("a model cannot be called '\(name)': \(problem)", .usage)
      }
      try checkIsFree(locator.models)
      let variant = variantOptions.variant
      let place = ModelRegistry.Place(paths: paths.map(\.absolute), variant: variant)
      // Also opens the vocabularies and the headers of all weights.
      let model = try Model(locator.open(name, place))
      let damaged = try ModelRegistry.change(locator.registryFile) { registry in
        try checkIsFree(registry.models.map { ($0, $1.paths.map(\.text).joined(separator: ", ")) })
        registry.add(name, place)
      }
      if let damaged {
        Console.printError(
          "The list of registered models was damaged; it is kept as \(damaged), and a new one begun"
        )
      }
      try output.print(lines: ModelSummary(model).lines)
      try output.report("added", name)
    }

    private func checkIsFree(_ models: [(name: String, place: String)]) throws {
      guard !replace, let taken = models.first(where: { $0.name == name }) else { return }
      throw Failure(
        "'\(name)' is the model at \(taken.place); choose another name, or add --replace", .usage)
    }
  }
}
