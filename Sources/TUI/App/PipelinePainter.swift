package import Engine
import Synchronization

/// Paints with the engine's pipeline, and takes over stages of the last finished run.
package final class PipelinePainter: Painter {
  private let pipeline: Pipeline
  private let last = Mutex<Trace?>(nil)
  package let facts: ModelFacts

  package init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    let manifest = pipeline.manifest
    facts = ModelFacts(
      name: manifest.name,
      example: manifest.name == "toy-scenes"
        ? "a red ball on grass under a blue sky" : "what the picture should show",
      latent: Size(width: manifest.stageC.latent.width, height: manifest.stageC.latent.height),
      channels: manifest.stageC.latent.channels,
      tokens: Size(width: manifest.stageB.tokens.width, height: manifest.stageB.tokens.height),
      codes: pipeline.model.vqModel.codebook.codes,
      picture: Size(width: manifest.stageA.image.width, height: manifest.stageA.image.height),
      stageC: manifest.defaults.stageC, stageB: manifest.defaults.stageB)
  }

  package func paint(
    _ recipe: Recipe, cancellation: Cancellation, report: @escaping (StageEvent) -> Void
  ) throws -> Picture {
    let trace = try pipeline.run(
      recipe, reusing: last.withLock(\.self), cancellation: cancellation, report: report)
    last.withLock { $0 = trace }
    return trace.picture
  }

  package func tokenColours(cancellation: Cancellation) throws -> [UInt8] {
    try pipeline.tokenColours(cancellation: cancellation)
  }

  package func examine(_ prompt: String) -> PromptNotes {
    let report = pipeline.examine(prompt)
    return PromptNotes(unknownWords: report.unknownWords, isTooLong: report.isTruncated)
  }
}
