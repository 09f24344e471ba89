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
        + "stages with a folder of the text tower. Nothing is copied.")

    @Argument(help: "What the model is to be called.")
    var name: String

    @Argument(
      help: ArgumentHelp("The folders and files of the model.", valueName: "path"))
    var paths: [String]

    @OptionGroup var variantOptions: VariantOptions

    @Flag(help: "Let the name stand for this model from now on if it is taken.")
    var replace = false

    package init() {}

    package func run() throws { try Interruption.watch { _ in try add() } }

    private func add() throws {
      let locator = ResourceLocator()
      var registry = try locator.registry()
      if let problem = ModelRegistry.problem(of: name) {
        throw Failure("a model cannot be called '\(name)': \(problem)", .usage)
      }
      if !replace, let taken = locator.models.first(where: { $0.name == name }) {
        throw Failure(
          "'\(name)' is the model at \(taken.path); choose another name, or add --replace", .usage)
      }
      let variant = variantOptions.variant
      let place = ModelRegistry.Place(paths: paths.map(FilePath.absolute), variant: variant)
      let source = try ModelFiles.open(place.paths, name: name, variant: variant)
      // Also opens the vocabularies and the headers of all weights.
      let model = try Model(NamedModel(source, name: name))
      registry.add(name, place)
      try Writing.whole { try registry.save() }
      try Console.print(lines: ModelSummary(model).lines)
    }
  }
}
