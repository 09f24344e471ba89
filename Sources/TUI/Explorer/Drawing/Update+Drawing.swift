import Engine
package import Recipes
import Terminal

extension State {
  mutating func draw(_ command: Command.Drawing) -> [Effect] {
    switch command {
    case .run where settings.entry != nil && place == .settings: return endTyping()
    case .run where opensMarked: return openMarked() ?? []
    case .run:
      if let example = offeredExample, drawing.halt(for: present) == nil, drawing.waiting.isEmpty {
        drawing.prompt.replace(with: example)
        return startRun() + [examination] + hint(.began)
      }
      // What goes on is known already.
      if drawing.halt(for: present) == nil, let effects = expand(for: .run) { return effects }
      return startRun() + hint(.began)
    case .anew: return expand(for: .anew) ?? begin(takeRecipe())
    case .finish: return drawing.halt?.cutShort.map { begin($0) } ?? []
    case .interrupt: return interrupt()
    case .keep: return keepPicture()
    case .add: return expand(for: .add) ?? enqueue([takeRecipe()])
    case .dropWaiting: dropWaiting()
    case .undo: return undo()
    case .redo: return redo()
    case .earlierRun: return walk(-1)
    case .laterRun: return walk(1)
    }
    return []
  }

  /// Starts a run with what is set now, or goes on with the one that was stopped.
  mutating func startRun() -> [Effect] {
    noteTexts()
    if settings.entry == nil, let halt = drawing.halt(for: present) {
      return begin(halt.recipe)
    }
    if hasNoPrompt, !drawing.waiting.isEmpty { return beginWaiting() }
    return begin(takeRecipe())
  }

  /// The recipe of the next run: what is set now, with another seed where seeds are random.
  private mutating func takeRecipe() -> Recipe {
    message = settings.entry == nil ? nil : commitAndExplain()
    settings.recipe.seed = nextSeed(&random)
    settings.usedSeed = settings.recipe.seed
    noteTexts()
    return drawn(settings.recipe)
  }

  /// Begins with what is set now, as a key asked for before it was known what the prompt stands for.
  mutating func begin(for purpose: Expansion.Purpose) -> [Effect] {
    switch purpose {
    case .run: startRun() + hint(.began)
    case .anew: begin(takeRecipe())
    case .add: enqueue([takeRecipe()])
    }
  }

  /// Draws `recipe` now; a run that goes on is stopped for it.
  private mutating func begin(_ recipe: Recipe) -> [Effect] {
    recalledPath = nil
    seedModeBefore = nil
    undoing.close()
    // What stops this run is no second time.
    lastInterrupt = nil
    return drawing.begin(recipe, facts, at: now)
  }

  /// Has recipes drawn in turn, once the run that goes on and those that wait are over.
  package mutating func enqueue(_ recipes: [Recipe]) -> [Effect] {
    let left = drawing.waiting.add(recipes)
    let words = drawing.waiting.words ?? "none waiting"
    if left > 0 {
      say(.notice, "At most \(WaitingRuns.most) runs wait: \(left) were left out")
    } else if drawing.isRunning {
      let key = keyName(.drawing(.dropWaiting), in: .commands)
      say(.info, "Drawn next, \(words); \(key) takes the last away")
    }
    return drawing.isRunning ? [] : beginWaiting()
  }

  /// Begins with the first run that waits, if there is one.
  mutating func beginWaiting() -> [Effect] {
    drawing.waiting.next().map { begin($0) } ?? []
  }

  private mutating func dropWaiting() {
    guard let recipe = drawing.waiting.removeLast() else { return }
    undoing.history.add(UndoStep(content: .waiting(recipe)))
    say(.info, "Not drawn: “\(recipe.prompt)”; \(drawing.waiting.words ?? "nothing is waiting")")
  }

  /// Shows another run of this session, with its recipe.
  private mutating func walk(_ offset: Int) -> [Effect] {
    guard let index = drawing.run(after: offset) else { return [] }
    let run = drawing.earlier[index]
    if run.recipe.model != facts.name {
      return open(ModelsState.Opening(name: run.recipe.model, run: run.id))
    }
    return showRun(index)
  }

  mutating func showRun(_ index: Int) -> [Effect] {
    let (focus, mode) = (focus, seedModeBefore ?? settings.seedMode)
    let run = drawing.earlier[index]
    undoing.note = UndoNote(label: "a look at other runs", subject: .walk)
    let effects = load(run.recipe, nil)
    self.focus = focus
    drawing.showRun(index)
    let isLatest = index == drawing.earlier.count - 1
    settings.seedMode = isLatest ? mode : .locked
    seedModeBefore = isLatest ? nil : mode
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
      say(.info, "\(key) twice within a second quits")
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

  /// That the run was stopped, and how to go on from what it had made.
  private var stopped: String {
    let halt = drawing.halt
    let waiting = drawing.waiting.words.map { ", \($0)" } ?? ""
    // Letters are commands once the text is left.
    let leave = isEditing && !keymap.saysWords ? keyName(.go(.back), in: .text) + " " : ""
    func key(_ command: Command.Drawing) -> String { keyName(.drawing(command), in: .commands) }
    func sentence(_ place: String, isShort: Bool) -> String {
      var ways = [
        "\(keyName(.drawing(.run), in: .text)) goes on",
        "\(leave)\(key(.anew)) " + (isShort ? "anew" : "draws anew"),
      ]
      if halt?.cutShort != nil {
        ways.append(key(.finish) + (isShort ? " finishes" : " finishes from here"))
      }
      if !drawing.waiting.isEmpty { ways.append("\(key(.dropWaiting)) drops the last") }
      return "Stopped\(place)\(waiting): " + ways.joined(separator: ", ")
    }
    let place = halt.map { $0.words.isEmpty ? "" : " \($0.words)" } ?? ""
    let choices = [
      sentence(place, isShort: false), sentence("", isShort: false), sentence("", isShort: true),
    ]
    return choices.first { $0.columns + 4 <= size.width } ?? choices[2]
  }

  mutating func note(_ action: Action.Run, of id: RunID) -> [Effect] {
    let isCurrent = drawing.isRunning && drawing.run?.id == id
    switch action {
    case .stage(let event, let time) where isCurrent:
      if let notice = drawing.note(event, at: time, model: facts.name) { say(.notice, notice) }
    case .ended(let result, let time) where isCurrent:
      let telling = telling(of: result, at: time)
      drawing.end(result, at: time)
      switch result {
      case .finished: return telling + beginWaiting() + hint(.finished)
      case .cancelled:
        noteTexts()
        drawing.halt(with: present)
        say(.notice, stopped)
        return telling
      case .failed(let reason): say(.error, "The picture could not be drawn: \(reason)")
      }
      return telling + beginWaiting()
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
