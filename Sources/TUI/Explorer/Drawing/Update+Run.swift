import Engine
import Recipes

extension State {
  mutating func draw(_ command: Command.Drawing) -> [Effect] {
    switch command {
    case .run: startRun()
    case .interrupt: interrupt()
    case .keep: keepPicture()
    case .earlierPrompt: recallPrompt { $0.previous($1) }
    case .laterPrompt: recallPrompt { history, _ in history.next() }
    }
  }

  private mutating func recallPrompt(
    _ step: (inout PromptHistory, String) -> String?
  ) -> [Effect] {
    guard focus == .prompt, let text = step(&history, prompt.text) else { return [] }
    prompt.replace(with: text)
    return [.drawing(.examine(prompt: text))]
  }

  /// Starts a run with what is set now; a run that goes on is stopped for it.
  private mutating func startRun() -> [Effect] {
    let warning = entry == nil ? nil : commitAndExplain()
    var effects = cancellation
    if seedIsRandom && runCount > 0 { recipe.seed = random.next() }
    recipe.prompt = prompt.text
    recipe.negative = negative.text
    history.add(prompt.text)
    runCount += 1
    let id = RunID(runCount)
    run = Run(
      id: id, recipe: recipe, facts: facts, start: now,
      estimates: paces.estimates(for: recipe, in: facts.generation), warmStages: warmStages)
    preview.expire(for: facts.name)
    preview.follows = true
    message = warning
    effects += [.drawing(.saveHistory(history.prompts)), .run(id, .paint(recipe))]
    return effects
  }

  private mutating func commitAndExplain() -> Message? {
    message = nil
    commitEntry()
    return message
  }

  /// Stops the run; twice within a second leaves the program.
  private mutating func interrupt() -> [Effect] {
    let isSecond = lastInterrupt.map { now - $0 <= 1 } ?? false
    lastInterrupt = now
    if isSecond { return [.program(.quit)] }
    let key = keyName(.drawing(.interrupt), in: place)
    if isRunning {
      run?.status = .cancelling
      say(.notice, "Stopping… \(key) again quits")
      return cancellation
    }
    say(.info, "Press \(key) again to quit")
    return []
  }

  /// What stops the run that goes on, if there is one.
  private var cancellation: [Effect] {
    run.flatMap { $0.isGoingOn ? [.run($0.id, .cancel)] : nil } ?? []
  }

  private mutating func keepPicture() -> [Effect] {
    guard let finished else { return [] }
    if keptRun == finished.run {
      say(.info, "This picture is in the gallery already")
      return []
    }
    say(.info, "Keeping the picture…")
    return [.run(finished.run, .keep(finished.picture, finished.recipe))]
  }

  mutating func note(_ action: Action.Run, of id: RunID) -> [Effect] {
    switch action {
    case .stage(let event, let time): note(event, of: id, at: time)
    case .ended(let result, let time): end(id, result, at: time)
    case .kept(let path):
      keptRun = id
      say(.success, "Kept as \(path)")
      return screen == .gallery ? [.gallery(.read)] : []
    case .keepFailed(let reason): say(.error, "The picture was not kept: \(reason)")
    }
    return []
  }

  mutating func note(_ action: Action.Drawing) {
    switch action {
    case .examined(let prompt, let notes):
      if prompt == self.prompt.text { self.notes = notes }
    case .tokenColours(let table): preview.note(table)
    case .tokenColoursFailed(let reason): preview.tokenColoursProblem = reason
    }
  }

  private mutating func note(_ event: StageEvent, of id: RunID, at time: Double) {
    guard let run, run.id == id, run.isGoingOn else { return }
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
      paces.note(stage, of: run.recipe, in: run.facts.generation, seconds: seconds)
      show(made)
    case .notice(let text):
      say(.notice, text)
    }
  }

  private mutating func show(_ made: StagePreview?) {
    guard let made else { return }
    preview.note(made)
    if preview.follows { preview.tab = made.tab }
  }

  private mutating func end(_ id: RunID, _ result: RunResult, at time: Double) {
    guard let run, run.id == id, run.isGoingOn else { return }
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
  }
}
