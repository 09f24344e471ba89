package import Recipes
import Terminal

/// What comes back when the program is started again.
package struct Session: Codable, Equatable, Sendable {
  /// Of the format; one with a greater number is of a later program.
  package static let version = 1

  package private(set) var version = Session.version
  /// All that is set, prompts included.
  package var recipe: Recipe
  package var seedMode: SeedMode
  /// The names of the styles that are switched on.
  package var styles: [String]?
  /// The seed of the run that was begun or added last.
  package var usedSeed: UInt32?
  /// The screen that was looked at.
  package var showsGallery: Bool
  /// The setting that was marked.
  package var marked: String
  /// The run that went on, and those that waited.
  package var waiting: [Recipe]
  package var paces: Paces

  /// What is wrong with a number in it, as a sentence; nil where nothing is.
  package var problem: String? {
    if waiting.count > WaitingRuns.most { return "it has \(waiting.count) runs that wait" }
    return ([recipe] + waiting).lazy.compactMap(\.problem).first
  }
}

extension Session {
  init(_ state: State) {
    recipe = state.typed
    styles = state.styles.active
    seedMode = state.settings.seedMode
    usedSeed = state.settings.usedSeed
    showsGallery = state.screen == .gallery
    marked = state.settings.marked.id
    let drawn = state.drawing.run.flatMap { $0.isGoingOn ? [$0.recipe] : nil } ?? []
    waiting = Array((drawn + state.drawing.waiting.recipes).prefix(WaitingRuns.most))
    paces = state.drawing.paces
  }
}

/// What is kept of the session, and when.
struct SessionSaving: Sendable {
  /// Nil where nothing is kept.
  fileprivate var saved: Session?
  /// When a change is written that was made before.
  fileprivate(set) var due: Double?
  /// Whether it was said already that it cannot be.
  var hasFailed = false
}

extension State {
  /// Seconds from a change until it is on the disk, with all that follows it meanwhile.
  private static let delay = 1.0

  /// Keeps the session from now on.
  ///
  /// - Parameters:
  ///   - session: what comes back; nil begins anew.
  ///   - usesPrecision: whether products are computed in what the session says.
  /// - Returns: what has to be done for it.
  package mutating func keepSession(_ session: Session?, usesPrecision: Bool) -> [Effect] {
    var effects: [Effect] = []
    if let session { effects = bringBack(session, usesPrecision: usesPrecision) }
    saving.saved = Session(self)
    return effects
  }

  private mutating func bringBack(_ session: Session, usesPrecision: Bool) -> [Effect] {
    let precision = settings.recipe.precision
    settings.recipe = facts.adapt(session.recipe, from: nil)
    // Those of the command line.
    if !facts.loras.isEmpty { settings.recipe.loras = facts.loras }
    if !usesPrecision { settings.recipe.precision = precision }
    drawing.prompt.replace(with: PlainLine(session.recipe.prompt).text)
    drawing.negative.replace(with: PlainLine(session.recipe.negative).text)
    styles.active = Array((session.styles ?? []).prefix(PromptStyle.most))
    settings.seedMode = session.seedMode
    settings.usedSeed = session.usedSeed
    settings.marked = Setting.allCases.first { $0.id == session.marked } ?? settings.marked
    noteTexts()
    drawing.bringBack(
      session.waiting.map { recipe in
        var recipe = facts.adapt(recipe, from: nil)
        recipe.prompt = PlainLine(recipe.prompt).text
        return recipe
      }, session.paces)
    sayThatSessionIsBack(session)
    opener.recalled = settings.recipe.input?.path
    var effects = drawing.prompt.isEmpty ? [] : [examination]
    if let path = opener.recalled { effects.append(.opener(.read(path: path, pictureSize))) }
    return effects + (session.showsGallery ? go(.gallery) : [])
  }

  /// Says what came back, and what of it draws otherwise than it would have.
  private mutating func sayThatSessionIsBack(_ session: Session) {
    let key = keyName(.drawing(.run), in: .text)
    let begin = hasNoPrompt ? "\(key) draws them" : "drawn after the next \(key)"
    let waiting = drawing.waiting.words.map { "; \($0), \(begin)" } ?? ""
    let missing = Set(([session.recipe] + session.waiting).map(\.model)).subtracting([facts.name])
    if let model = missing.sorted().first {
      let (own, other) = (ModelPlace.shortened(facts.name), ModelPlace.shortened(model))
      say(.notice, "The last session is back with \(own) in place of \(other)\(waiting)")
    } else {
      let anew = waiting.isEmpty ? "; wurst --fresh begins anew" : ""
      say(.info, "The last session is back\(waiting)\(anew)")
    }
  }

  /// Writes down what has changed, a moment after it has.
  mutating func saveSession() -> [Effect] {
    guard let saved = saving.saved else { return [] }
    let session = Session(self)
    guard session != saved else {
      saving.due = nil
      return []
    }
    let due = saving.due ?? now + Self.delay
    saving.due = due
    guard now >= due else { return [] }
    return write(session)
  }

  /// Writes down what is not yet, at the end.
  package mutating func finishSession() -> [Effect] {
    guard let saved = saving.saved else { return [] }
    let session = Session(self)
    return session == saved ? [] : write(session)
  }

  /// Says once that what is set does not come back.
  mutating func noteNotSaved(_ reason: String) {
    guard !saving.hasFailed else { return }
    saving.hasFailed = true
    say(.notice, "What is set here will not come back next time: \(reason)")
  }

  private mutating func write(_ session: Session) -> [Effect] {
    saving.saved = session
    saving.due = nil
    return [.drawing(.saveSession(session))]
  }
}
