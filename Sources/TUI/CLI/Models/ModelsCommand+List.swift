package import ArgumentParser
import Engine
import Files
import Recipes
import Terminal

extension ModelsCommand {
  /// `wurst models list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the models that are found by name.",
      discussion: "Shows the size that a model draws when none is asked for, which widths and "
        + "heights it can draw, and whether it has the encoder that a picture as input needs.",
      examples: ["wurst models list", "wurst models list --json"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws { try Interruption.watch { _ in try list() } }

    private func list() throws {
      let locator = ResourceLocator()
      let registry = Result { try locator.registry() }
      // Of one model under many names the files are read once.
      var known: [ModelRegistry.Place: Result<ModelDescription, any Error>] = [:]
      var models: [ListedModel] = []
      for (name, place) in locator.places(registry: try? registry.get()) {
        let model = known[place] ?? Result { try locator.open(name, place).description }
        known[place] = model
        models.append(ListedModel(name, place.paths, model))
      }
      var table = TextTable(["name", "version", "draws", "width and height", "encoder", "place"])
      for model in models { table.append(model.row) }
      try output.print(lines: table.lines)
      try output.report("models", models)
      // The models of a damaged registry are not in the table.
      _ = try registry.get()
    }
  }
}

/// A model as the list has it.
private struct ListedModel: Encodable {
  let name: String
  let paths: [Path]
  var version: Int?
  var width: Int?
  var height: Int?
  /// Which widths and heights it draws, in words.
  var sizes: String?
  var encoder: Bool?
  /// Why it cannot be used.
  var problem: String?
  private var isMissing = false

  private enum CodingKeys: CodingKey {
    case name, paths, version, width, height, sizes, encoder, problem
  }

  init(_ name: String, _ paths: [Path], _ model: Result<ModelDescription, any Error>) {
    self.name = name
    self.paths = paths
    switch model {
    case .success(let model):
      version = model.generation == .first ? 1 : 2
      (width, height) = (model.sizes.standard.width, model.sizes.standard.height)
      sizes = model.sizes.sentence
      encoder = model.encoder != nil
    case .failure(let error):
      problem = Failure(error).message
      isMissing = (error as? LoadingError)?.isMissing ?? false
    }
  }

  var row: [String] {
    let place = paths.map(\.text).joined(separator: ", ")
    guard let version, let width, let height, let sizes, let encoder else {
      return [name, isMissing ? "missing" : "damaged", "-", "-", "-", place]
    }
    let size = PictureSize(width: width, height: height)
    return [name, "\(version)", "\(size)", sizes, encoder ? "yes" : "no", place]
  }
}
