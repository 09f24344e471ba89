import Engine

extension Action {
  /// One action for two that follow each other, where the later makes the earlier obsolete.
  package func merged(with later: Action) -> Action? {
    switch (self, later) {
    case (
      .stage(let run, .advanced(let stage, _, _, let made), _),
      .stage(let laterRun, .advanced(let laterStage, let step, let steps, let laterMade), let time)
    ) where run == laterRun && stage == laterStage:
      .stage(
        run: run, .advanced(stage, step: step, of: steps, preview: laterMade ?? made), at: time)
    case (.examined, .examined), (.galleryRead, .galleryRead), (.pictureRead, .pictureRead),
      (.modelsFound, .modelsFound), (.inputFitted, .inputFitted):
      later
    default: nil
    }
  }
}
