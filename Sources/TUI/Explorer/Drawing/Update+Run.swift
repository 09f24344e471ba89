import Engine
import Recipes

extension State {
  /// Starts a run with what is set now; a run that goes on is stopped for it.
  mutating func startRun() -> [Effect] {
    let warning = entry == nil ? nil : commitAndExplain()
    var effects: [Effect] = isRunning ? [.cancel] : []
    if seedIsRandom && runCount > 0 { recipe.seed = random.next() }
    recipe.prompt = prompt.text
    recipe.negative = negative.text
    history.add(prompt.text)
    runCount += 1
    run = Run(
      id: runCount, recipe: recipe, facts: facts, start: now,
      estimates: paces.estimates(for: recipe), warmStages: warmStages)
    preview.expire(for: facts.name)
    preview.follows = true
    message = warning
    effects += [.saveHistory(history.prompts), .paint(run: runCount, recipe)]
    return effects
  }

  private mutating func commitAndExplain() -> Message? {
    message = nil
    commitEntry()
    return message
  }

  /// Stops the run; twice within a second leaves the program.
  mutating func interrupt() -> [Effect] {
    let isSecond = lastInterrupt.map { now - $0 <= 1 } ?? false
    lastInterrupt = now
    if isSecond { return [.quit] }
    if isRunning {
      run?.status = .cancelling
      say(.notice, "Stopping… Ctrl-C again quits")
      return [.cancel]
    }
    say(.info, "Press Ctrl-C again to quit")
    return []
  }

  mutating func keepPicture() -> [Effect] {
    guard let finished else { return [] }
    if keptRun == finished.run {
      say(.info, "This picture is in the gallery already")
      return []
    }
    say(.info, "Keeping the picture…")
    return [.keep(run: finished.run, finished.picture, finished.recipe)]
  }

  mutating func note(_ event: StageEvent, run id: Int, at time: Double) -> [Effect] {
    guard let run, run.id == id, run.isGoingOn else { return [] }
    self.run?.lastEvent = time
    switch event {
    case .started(let stage, let steps):
      self.run?[stage].begin(steps: steps, at: time)
    case .advanced(let stage, let step, let steps, let made):
      self.run?[stage].advance(to: step, of: steps, at: time)
      if run.facts.name == facts.name { warmStages.insert(stage) }
      show(made)
    case .reused(let stage, let made):
      self.run?[stage].phase = .reused
      show(made)
    case .finished(let stage, let seconds, let made):
      self.run?[stage].finish(seconds: seconds)
      paces.note(stage, of: run.recipe, seconds: seconds)
      show(made)
    case .notice(let text):
      say(.notice, text)
    }
    return []
  }

  private mutating func show(_ made: StagePreview?) {
    guard let made else { return }
    preview.note(made)
    if preview.follows { preview.tab = made.tab }
  }

  mutating func end(_ id: Int, _ result: RunResult, at time: Double) -> [Effect] {
    guard let run, run.id == id, run.isGoingOn else { return [] }
    switch result {
    case .finished(let picture):
      self.run?.end(.finished, at: time)
      preview.note(.picture(picture))
      if preview.follows { preview.tab = .picture }
      finished = FinishedPicture(run: id, recipe: run.recipe, picture: picture)
    case .cancelled:
      self.run?.end(.cancelled, at: time)
      say(.notice, "Stopped")
    case .failed(let reason):
      self.run?.end(.failed(reason), at: time)
      say(.error, "The picture could not be drawn: \(reason)")
    }
    return []
  }
}
