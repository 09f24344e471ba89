package import Engine
import Synchronization

/// Paints with the engine's pipeline, and takes over stages of the last finished run.
package final class PipelinePainter: Painter {
  private let pipeline: Pipeline
  private let last = Mutex<Trace?>(nil)
  package let facts: ModelFacts

  package init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    facts = ModelFacts(pipeline.description)
  }

  package func paint(
    _ recipe: Recipe, cancellation: Cancellation, report: @escaping (StageEvent) -> Void
  ) throws -> Picture {
    let trace = try pipeline.run(
      recipe, reusing: last.withLock(\.self), cancellation: cancellation, report: report)
    last.withLock { $0 = trace }
    return trace.picture
  }

  package func tokenColours(cancellation: Cancellation) throws -> [UInt8]? {
    try pipeline.tokenColours(cancellation: cancellation)
  }

  package func examine(_ prompt: String) -> PromptNotes {
    let report = pipeline.examine(prompt)
    return PromptNotes(unknownWords: report.unknownWords, isTooLong: report.isTruncated)
  }
}

extension ModelFacts {
  /// What the description of a model says, for pictures of its own size.
  package init(_ model: ModelDescription) {
    let size = model.sizes.standard
    guard let grids = try? model.sizes.grids(for: size) else {
      preconditionFailure("a model can draw its own size")
    }
    var codes: Int?
    if case .tokens = model.stageB { codes = model.stageA.codebookSize }
    self.init(
      name: model.name,
      example: model.name == "toy-scenes"
        ? "a red ball on grass under a blue sky" : "what the picture should show",
      latent: Size(width: grids.latent.width, height: grids.latent.height),
      channels: model.prior.cIn,
      tokens: Size(width: grids.fine.width, height: grids.fine.height), codes: codes,
      picture: Size(width: size.width, height: size.height), stageC: model.defaults.stageC,
      stageB: model.defaults.stageB)
  }
}
