import Recipes
import Terminal

/// The changes of this session, and how the latest of them goes on.
struct Undoing: Sendable {
  var history = UndoHistory<UndoStep>()
  /// Of the key that is being heard.
  var note: UndoNote?
  /// What a step waits for that is of another model.
  var pending: Pending?
  /// Whether what changes now is a step that is taken back or done again.
  fileprivate var isApplied = false
  /// What further changes would belong to.
  fileprivate var open: Open?

  enum Pending: Sendable {
    case undo(now: Moment)
    case redo(now: Moment)
  }

  fileprivate struct Open: Sendable {
    let subject: UndoStep.Subject
    let time: Double
    /// Where typing went on to, and whether it deletes.
    let cursor: Int?
    let isDeletion: Bool
  }

  /// Says that what comes next is a step of its own.
  mutating func close() { open = nil }
}

extension State {
  /// Seconds after which a change is a step of its own.
  private static let pause = 3.0

  /// Notes what has changed since `before` as a step, or as more of the latest one.
  mutating func noteChange(since before: Moment) {
    let note = undoing.note.take()
    if undoing.isApplied {
      undoing.isApplied = false
      return
    }
    let after = Moment(self)
    guard undoing.pending == nil, let changed = before.change(to: after) else { return }
    let subject = note?.subject ?? changed
    let stroke = Stroke(subject, before, after)
    let goesOn = undoing.open.map { open in
      open.subject == subject && now - open.time <= Self.pause
        && stroke.map { $0.continues(open) } ?? true
    }
    if goesOn ?? false {
      undoing.history.goOn()
    } else {
      undoing.history.add(
        UndoStep(
          content: .moment(before, showsSight: note?.showsSight ?? false), label: note?.label))
    }
    // Of several things at once nothing can be more.
    undoing.open =
      subject == .several || (note?.label != nil && subject != .walk)
      ? nil
      : Undoing.Open(
        subject: subject, time: now, cursor: stroke?.cursor, isDeletion: stroke?.isDeletion ?? false
      )
  }

  /// A character that was typed or deleted.
  private struct Stroke {
    let before: Int
    let cursor: Int
    let isDeletion: Bool
    private let isSingle: Bool
    private let beginsWord: Bool

    init?(_ subject: UndoStep.Subject, _ before: Moment, _ after: Moment) {
      let (one, two): (PromptField, PromptField)
      switch subject {
      case .prompt: (one, two) = (before.prompt, after.prompt)
      case .negative: (one, two) = (before.negative, after.negative)
      case .parameter, .several, .walk: return nil
      }
      self.before = one.cursor
      cursor = two.cursor
      isDeletion = two.characters.count < one.characters.count
      isSingle = abs(two.characters.count - one.characters.count) == 1
      let place = isDeletion ? two.cursor : two.cursor - 1
      let text = isDeletion ? one.characters : two.characters
      func isSpace(_ index: Int) -> Bool {
        !text.indices.contains(index) || text[index].isWhitespace
      }
      beginsWord =
        isDeletion ? isSpace(place) && !isSpace(place - 1) : !isSpace(place) && isSpace(place - 1)
    }

    func continues(_ open: Undoing.Open) -> Bool {
      isSingle && !beginsWord && open.cursor == before && open.isDeletion == isDeletion
    }
  }

  // MARK: Taking back and doing again

  mutating func undo() -> [Effect] {
    guard let step = undoing.history.lastDone else { return [] }
    let now = Moment(self)
    if case .moment(let moment, _) = step.content, moment.recipe.model != facts.name {
      return fetchModel(of: moment, then: .undo(now: now))
    }
    undoing.history.undo(inverse(of: step, now))
    return apply(step, from: now, "Undone")
  }

  mutating func redo() -> [Effect] {
    guard let step = undoing.history.lastUndone else { return [] }
    let now = Moment(self)
    if case .moment(let moment, _) = step.content, moment.recipe.model != facts.name {
      return fetchModel(of: moment, then: .redo(now: now))
    }
    undoing.history.redo(inverse(of: step, now))
    return apply(step, from: now, "Redone")
  }

  /// Opens the model that a step was set for, unless a picture is drawn with another.
  private mutating func fetchModel(of moment: Moment, then pending: Undoing.Pending) -> [Effect] {
    let name = ModelPlace.shortened(moment.recipe.model)
    guard !drawing.isRunning else {
      say(
        .notice,
        "That was with \(name): stop the drawing with \(keyName(.drawing(.interrupt))) first")
      return []
    }
    undoing.pending = pending
    return open(ModelsState.Opening(name: moment.recipe.model))
  }

  /// Goes on with a step when its model is there.
  mutating func finishPending(_ pending: Undoing.Pending) -> [Effect] {
    undoing.pending = nil
    switch pending {
    case .undo(let now):
      guard let step = undoing.history.lastDone else { return [] }
      undoing.history.undo(inverse(of: step, now))
      return apply(step, from: now, "Undone")
    case .redo(let now):
      guard let step = undoing.history.lastUndone else { return [] }
      undoing.history.redo(inverse(of: step, now))
      return apply(step, from: now, "Redone")
    }
  }

  private func inverse(of step: UndoStep, _ now: Moment) -> UndoStep {
    guard case .moment(_, let showsSight) = step.content else { return step }
    return UndoStep(content: .moment(now, showsSight: showsSight), label: step.label)
  }

  private mutating func apply(_ step: UndoStep, from now: Moment, _ verb: String) -> [Effect] {
    undoing.close()
    undoing.isApplied = true
    switch step.content {
    case .waiting(let recipe):
      if verb == "Undone" {
        _ = drawing.waiting.add([recipe])
        if !drawing.isRunning { drawing.waiting.pause() }
      } else {
        _ = drawing.waiting.removeLast()
      }
      let words = drawing.waiting.words ?? "nothing is waiting"
      say(.info, "\(verb): “\(recipe.prompt)” taken away; \(words)")
      return []
    case .moment(let moment, let showsSight):
      let words = verb == "Undone" ? moment.words(to: now, facts) : now.words(to: moment, facts)
      let effects = restore(moment, showsSight: showsSight)
      say(.info, "\(verb): \(step.label ?? words)")
      return effects
    }
  }

  /// Sets everything as it was.
  private mutating func restore(_ moment: Moment, showsSight: Bool) -> [Effect] {
    drawing.prompt = moment.prompt
    drawing.negative = moment.negative
    settings.recipe = moment.recipe
    settings.seedMode = moment.seedMode
    styles.active = moment.styles
    settings.entry = nil
    opener.input = moment.input
    opener.recalled = nil
    (recalledPath, goingOn, seedModeBefore) = (nil, nil, nil)
    // What was drawn meanwhile stays in view.
    if showsSight, !drawing.isRunning, drawing.runCount == moment.runCount {
      drawing.sight = moment.sight
    }
    drawing.preview.note(input: moment.input?.fitted)
    noteTexts()
    var effects = [examination]
    if let path = settings.recipe.input?.path {
      if moment.input?.path == path {
        effects.append(.opener(.fit(path: path, pictureSize)))
      } else {
        opener.recalled = path
        effects.append(.opener(.read(path: path, pictureSize)))
      }
    }
    return effects
  }
}
