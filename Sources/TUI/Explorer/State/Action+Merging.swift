import Engine

extension Action {
  /// One action for two that follow each other, where the later makes the earlier obsolete.
  package func merged(with later: Action) -> Action? {
    switch (self, later) {
    case (
      .run(let run, .stage(.advanced(let stage, _, _, let made), _)),
      .run(
        let laterRun,
        .stage(.advanced(let laterStage, let step, let steps, let laterMade), let time))
    ) where run == laterRun && stage == laterStage:
      .run(
        run, .stage(.advanced(stage, step: step, of: steps, preview: laterMade ?? made), at: time))
    case (.drawing(.examined), .drawing(.examined)), (.drawing(.foreseen), .drawing(.foreseen)),
      (.gallery(.refreshing), .gallery(.refreshing)),
      (.gallery(.pictureRead), .gallery(.pictureRead)), (.models(.found), .models(.found)),
      (.opener(.fitted), .opener(.fitted)):
      later
    default: nil
    }
  }
}
