package import Engine
package import Files
package import Gallery
package import Recipes
import Synchronization

/// Paints with the engine's pipeline, and takes over stages of the last run, finished or stopped, and
/// of the last that was finished.
package final class PipelinePainter: Painter {
  private struct Open {
    var pipeline: Pipeline
    var facts: ModelFacts
    var finished: Trace?
    var stopped: Trace?
    /// That of a picture.
    var adopted: Trace?

    var earlier: [Trace] { [finished, stopped, adopted].compactMap(\.self) }
  }

  private let library: ModelLibrary
  private let current: Mutex<Open>

  /// Opens the model `name`.
  ///
  /// - Throws: why it cannot be opened.
  package init(_ library: ModelLibrary, model name: String) throws {
    self.library = library
    let pipeline = try library.pipeline(of: name)
    let facts = ModelFacts(pipeline.model.source, loras: library.loras(of: name))
    current = Mutex(Open(pipeline: pipeline, facts: facts))
  }

  package var facts: ModelFacts { current.withLock { $0.facts } }
  private var pipeline: Pipeline { current.withLock { $0.pipeline } }

  package func models() -> [ModelPlace] { library.places }

  package func look(into model: ModelPlace) throws -> ModelFacts {
    ModelFacts(try library.source(of: model.name))
  }

  package func open(model name: String) throws -> ModelFacts {
    let pipeline = try library.pipeline(of: name)
    let facts = ModelFacts(pipeline.model.source, loras: library.loras(of: name))
    // The weights of the model before are released with its pipeline.
    current.withLock { $0 = Open(pipeline: pipeline, facts: facts) }
    return facts
  }

  package func paint(
    _ recipe: Recipe, inputs: RunInputs, cancellation: Cancellation,
    report: @escaping (StageEvent) -> Void
  ) throws -> Trace {
    let (pipeline, earlier) = current.withLock { ($0.pipeline, $0.earlier) }
    try pipeline.check(recipe, inputs: inputs, reusing: earlier)
    let trace = try pipeline.run(
      recipe, inputs: inputs, reusing: earlier, cancellation: cancellation,
      keep: { [self] trace in
        current.withLock { if $0.pipeline === pipeline { $0.stopped = trace } }
      },
      report: report)
    current.withLock {
      if $0.pipeline === pipeline { ($0.finished, $0.stopped) = (trace, nil) }
    }
    return trace
  }

  package func foresee(_ recipe: Recipe) -> RunForecast {
    let (pipeline, earlier) = current.withLock { ($0.pipeline, $0.earlier) }
    return pipeline.forecast(recipe, reusing: earlier)
  }

  package func adopt(_ kept: PictureTrace, of picture: PictureMetadata) throws {
    let pipeline = pipeline
    let own = try pipeline.model.source.fingerprint()
    guard picture.fingerprint == nil || picture.fingerprint == own else {
      throw Failure(
        "it was drawn with another model than '\(pipeline.description.name)'", .damaged)
    }
    var recipe = picture.recipe
    recipe.model = pipeline.description.name
    recipe = try FittedRecipe(recipe, to: pipeline.description).recipe
    let trace = Trace(kept: kept.latent, tokens: kept.tokens, of: recipe)
    try pipeline.check(trace.recipe, reusing: [trace])
    current.withLock { if $0.pipeline === pipeline { $0.adopted = trace } }
  }

  package func tokenColours(cancellation: Cancellation) throws -> TokenColourTable? {
    let (pipeline, name) = current.withLock { ($0.pipeline, $0.facts.name) }
    return try pipeline.tokenColours(cancellation: cancellation).map {
      TokenColourTable(model: name, colours: $0)
    }
  }

  package func examine(_ prompt: String, _ emphasis: Emphasis) -> PromptReport {
    pipeline.examine(prompt, emphasis)
  }
}
