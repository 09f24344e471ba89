package import Engine
package import Files
package import Gallery
package import Recipes
import Synchronization

/// Paints with the engine's pipeline, and takes over stages of the last run, finished or stopped, and
/// of the last that was finished.
package final class PipelinePainter: Painter {
  private struct Open {
    /// As it was asked for.
    let name: String
    let facts: ModelFacts
    var loras: [Recipe.LoRA]
    var pipeline: Pipeline
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
    current = Mutex(try Self.open(name, in: library))
  }

  private static func open(_ name: String, in library: ModelLibrary) throws -> Open {
    let loras = library.loras(of: name)
    let pipeline = try library.pipeline(of: name, with: loras)
    return Open(
      name: name, facts: ModelFacts(pipeline.model.source, loras: loras), loras: loras,
      pipeline: pipeline)
  }

  package var facts: ModelFacts { current.withLock { $0.facts } }
  private var pipeline: Pipeline { current.withLock { $0.pipeline } }

  package func models() -> [ModelPlace] { library.places }

  package func look(into model: ModelPlace) throws -> ModelFacts {
    ModelFacts(try library.source(of: model.name))
  }

  package func open(model name: String) throws -> ModelFacts {
    let open = try Self.open(name, in: library)
    // The weights of the model before are released with its pipeline.
    current.withLock { $0 = open }
    return open.facts
  }

  package func check(_ loras: [Recipe.LoRA]) throws {
    _ = try library.source(of: current.withLock(\.name), with: loras)
  }

  /// The open model with its prior changed by `loras`.
  private func opened(with loras: [Recipe.LoRA]) throws -> Open {
    let open = current.withLock(\.self)
    guard open.loras != loras else { return open }
    // What was made with another prior is of no use to this one.
    let changed = Open(
      name: open.name, facts: open.facts, loras: loras,
      pipeline: try library.pipeline(of: open.name, with: loras))
    current.withLock { if $0.pipeline === open.pipeline { $0 = changed } }
    return changed
  }

  package func paint(
    _ recipe: Recipe, inputs: RunInputs, cancellation: Cancellation,
    report: @escaping (StageEvent) -> Void
  ) throws -> Trace {
    let open = try opened(with: recipe.loras)
    let (pipeline, earlier) = (open.pipeline, open.earlier)
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
    let open = current.withLock(\.self)
    return open.pipeline.forecast(recipe, reusing: open.loras == recipe.loras ? open.earlier : [])
  }

  package func adopt(_ kept: PictureTrace, of picture: PictureMetadata) throws {
    let pipeline = try opened(with: picture.recipe.loras).pipeline
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
