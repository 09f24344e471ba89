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

  /// Finds the folder of the model and reads its manifest.
  ///
  /// - Throws: `ResourceError` or `LoadingError`.
  package func folder(_ locator: ResourceLocator) throws -> ModelFolder {
    try ModelFolder(locator.model(model))
  }

  /// Loads the networks of `folder`.
  package func pipeline(_ folder: ModelFolder) throws(LoadingError) -> Pipeline {
    Pipeline(model: try Model(folder), threads: threads ?? Machine.cores)
  }
}
