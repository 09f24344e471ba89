import Engine
import Recipes

extension State {
  mutating func draw(_ command: Command.Drawing) -> [Effect] {
    switch command {
    case .run:
      if let example = offeredExample {
        drawing.prompt.replace(with: example)
        return startRun() + [examination] + hint(.began)
      }
      return startRun() + hint(.began)
    case .interrupt: return interrupt()
    case .keep: return keepPicture()
    case .earlierRun: return walk(-1)
    case .laterRun: return walk(1)
    }
  }

  /// Starts a run with what is set now.
  mutating func startRun() -> [Effect] {
    let warning = settings.entry == nil ? nil : commitAndExplain()
    if settings.seedIsRandom && drawing.runCount > 0 { settings.recipe.seed = random.next() }
    noteTexts()
    message = warning
    recalledPath = nil
    seedWasRandom = nil
    // What stops this run is no second time.
    lastInterrupt = nil
    return drawing.begin(settings.recipe, facts, at: now)
  }

  /// Shows another run of this session, with its recipe.
  private mutating func walk(_ offset: Int) -> [Effect] {
    guard let index = drawing.run(after: offset) else { return [] }
    let (focus, wasRandom) = (focus, seedWasRandom ?? settings.seedIsRandom)
    let run = drawing.earlier[index]
    let effects = load(run.recipe, nil)
    self.focus = focus
    drawing.showRun(index)
    let isLatest = index == drawing.earlier.count - 1
    settings.seedIsRandom = isLatest && wasRandom
    seedWasRandom = isLatest ? nil : wasRandom
    let words = "Run \(index + 1) of \(drawing.earlier.count), seed \(run.recipe.seed)"
    say(.info, isLatest ? words : "\(words): \(drawAgain)")
    return effects
  }

  private mutating func commitAndExplain() -> Message? {
    message = nil
    commitEntry()
    return message
  }

  /// Stops the run; twice within a second leaves the program.
  mutating func interrupt() -> [Effect] {
    let isSecond = drawing.run?.status != .running && lastInterrupt.map { now - $0 <= 1 } ?? false
    lastInterrupt = now
    if isSecond { return [.program(.quit)] }
    let key = keyName(.drawing(.interrupt), in: place)
    if drawing.isRunning {
      say(.notice, "Stopping… \(key) again quits")
    } else {
      say(.info, "Press \(key) again to quit")
    }
    return drawing.cancel()
  }

  private mutating func keepPicture() -> [Effect] {
    guard let finished = drawing.finished else { return [] }
    if drawing.keptRuns.contains(finished.id) {
      say(.info, "This picture is in the gallery already")
      return []
    }
    say(.info, "Keeping the picture…")
    return [.run(finished.id, .keep(finished.picture, finished.recipe))]
  }

  /// That the run was stopped, and how to go on from what it had finished.
  private var stopped: String {
    guard let run = drawing.run, run[.c].isFinished else { return "Stopped" }
    let made = run[.b].isFinished ? run.facts.drawsTokens ? "tokens" : "detail" : "latent"
    return settings.seedIsRandom
      ? "Stopped; lock the seed with \(keyName(.settings(.toggleSeed))) to go on from the \(made)"
      : "Stopped; with the same settings it goes on from the \(made)"
  }

  mutating func note(_ action: Action.Run, of id: RunID) -> [Effect] {
    let isCurrent = drawing.isRunning && drawing.run?.id == id
    switch action {
    case .stage(let event, let time) where isCurrent:
      if let notice = drawing.note(event, at: time, model: facts.name) { say(.notice, notice) }
    case .ended(let result, let time) where isCurrent:
      drawing.end(result, at: time)
      switch result {
      case .finished: return hint(.finished)
      case .cancelled: say(.notice, stopped)
      case .failed(let reason): say(.error, "The picture could not be drawn: \(reason)")
      }
    // What comes of a run that was replaced.
    case .stage, .ended: break
    case .kept(let path):
      drawing.keptRuns.insert(id)
      say(.success, "Kept as \(path)")
      return (screen == .gallery ? [.gallery(.refresh)] : []) + hint(.kept)
    case .keepFailed(let reason): say(.error, "The picture was not kept: \(reason)")
    case .recordFailed(let reason): say(.notice, "The run was not recorded: \(reason)")
    }
    return []
  }
}
