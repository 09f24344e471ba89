package import Recipes

/// What a stage has made so far; of several pictures that are drawn together, the first.
package enum StagePreview: Equatable, Sendable {
  case latent(Latent)
  /// What Stage B of version 2 has made.
  case fineLatent(Latent)
  case tokens(TokenGrid)
  case picture(Picture)
}

/// What happens during a run; sent from the thread that computes, in order.
package enum StageEvent: Equatable, Sendable {
  /// A stage begins, or goes on after some of its `steps`, of which there is at least 1.
  case started(Stage, steps: Int, after: Int = 0)
  /// `step` of `of` steps is done, counted from 1.
  case advanced(Stage, step: Int, of: Int, preview: StagePreview?)
  /// The stage's earlier result was taken instead of computing it.
  case reused(Stage, preview: StagePreview?)
  case finished(Stage, seconds: Double, preview: StagePreview?)
  /// Something the user should know that does not stop the run, as a sentence.
  case notice(String)
}

/// Seconds per stage; a stage that was reused took 0.
package struct StageTimings: Codable, Equatable, Sendable {
  package var text = 0.0
  package var c = 0.0
  package var b = 0.0
  package var a = 0.0
  package var total = 0.0

  package init() {}
}
