package import ArgumentParser
package import Engine

/// Which model runs, and on how many threads.
package struct ModelOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp("Name of a model, or the path of a model folder.", valueName: "name|path"))
  package var model = ResourceLocator.defaultModel

  @Option(
    help: ArgumentHelp("Threads to compute with; all cores unless given.", valueName: "n"))
  package var threads: Int?

  package init() {}

  package mutating func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024, not \(threads)")
    }
  }

  /// Finds and loads the model.
  ///
  /// - Throws: `ResourceError` or `LoadingError`.
  package func load(_ locator: ResourceLocator) throws -> LoadedModel {
    let folder = try ModelFolder(locator.model(model))
    let pipeline = Pipeline(model: try Model(folder), threads: threads ?? Machine.cores)
    return LoadedModel(folder: folder, pipeline: pipeline)
  }
}

/// A model that is ready to run, and where it came from.
package struct LoadedModel: Sendable {
  package let folder: ModelFolder
  package let pipeline: Pipeline
}
