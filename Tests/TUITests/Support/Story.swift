import Engine
import Files
import Foundation
import Gallery
import Recipes
import Terminal
import Testing
import wurst

/// The explorer without a terminal: keys in, screen text out.
///
/// Effects are performed at once, except that the events of a run wait until the story lets them
/// happen. The clock stands still unless it is moved.
struct Story {
  var state: State
  private(set) var effects: [Effect] = []
  let catalogue: ScriptedCatalogue
  private let painter: ScriptedPainter
  private let worker: Worker
  private let outbox: Outbox<Action>
  private var coming: [Action] = []

  init(
    _ painter: ScriptedPainter = ScriptedPainter(), shelf: ScriptedShelf = ScriptedShelf(),
    viewer: ScriptedViewer = ScriptedViewer(), presets: any PresetShelf = NoPresets(),
    size: Size = Size(width: 100, height: 30),
    history: [String] = [], preferences: any Preferences = ScriptedPreferences(),
    library: PromptLibrary = PromptLibrary(environment: ["XDG_CONFIG_HOME": "/nowhere"])
  ) {
    catalogue = shelf.catalogue
    self.painter = painter
    let outbox = Outbox<Action>()
    self.outbox = outbox
    worker = Worker(
      painter: painter, shelf: shelf, catalogue: shelf.catalogue, viewer: viewer,
      queues: WorkQueues(all: ImmediateQueue()), clock: { 0 }, library: library,
      presets: presets, themes: ThemeFolders(folders: [Goldens.root / "themes"]),
      preferences: preferences,
      post: { outbox.post($0) })
    state = State(
      facts: painter.facts, size: size, history: history, folder: "/pictures/", randomness: 7)
    state.gallery.timeZone = .gmt
    state.preferences = PreferencesState(preferences.all())
  }

  var screen: String { frame.canvas.text }
  var frame: Frame<Part> { Frame(state) }

  mutating func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  mutating func press(_ keys: Key...) {
    for key in keys { apply(.key(key)) }
  }

  /// Moves to the settings and down to one of them.
  mutating func choose(_ setting: Setting) {
    press(.escape, .character("e"))
    for _ in Setting.allCases { press(.up) }
    let last = state.settings.shown(state.facts).last
    while state.settings.marked != setting, state.settings.marked != last { press(.down) }
  }

  /// Puts a picture of 512×512 pixels in view.
  mutating func showLargePicture() {
    let rgb = [UInt8](repeating: 7, count: 3 * 512 * 512)
    state.drawing.preview.note(.picture(Picture(width: 512, height: 512, rgb: rgb)))
  }

  /// Presses the mouse where `text` stands.
  mutating func click(_ text: String) {
    guard let point = frame.place(of: text) else {
      Issue.record("\(text) is not on the screen")
      return
    }
    apply(.mouse(MouseEvent(.press, column: point.x, row: point.y)))
    apply(.mouse(MouseEvent(.release, column: point.x, row: point.y)))
  }

  /// Turns the wheel where `text` stands.
  mutating func wheel(_ kind: MouseEvent.Kind, over text: String) {
    guard let point = frame.place(of: text) else {
      Issue.record("\(text) is not on the screen")
      return
    }
    apply(.mouse(MouseEvent(kind, column: point.x, row: point.y)))
  }

  mutating func apply(_ action: Action) {
    for effect in update(&state, action) { perform(effect) }
  }

  mutating func wait(_ seconds: Double) {
    state.now += seconds
    apply(.tick)
  }

  /// Begins with a session, or anew, and keeps it from now on.
  mutating func keepSession(_ session: Session?, usesPrecision: Bool = true) {
    for effect in state.keepSession(session, usesPrecision: usesPrecision) { perform(effect) }
  }

  /// What would come back.
  var session: Session? {
    for case .drawing(.saveSession(let session)) in effects.reversed() { return session }
    return nil
  }

  /// Lets so many events of the run happen, or all.
  mutating func advance(_ count: Int = .max) {
    for _ in 0..<min(count, coming.count) { apply(coming.removeFirst()) }
  }

  /// Lets events happen until `condition` holds of one of them.
  mutating func advance(until condition: (StageEvent) -> Bool) {
    while !coming.isEmpty {
      let action = coming.removeFirst()
      apply(action)
      if case .run(_, .stage(let event, _)) = action, condition(event) { return }
    }
  }

  private mutating func perform(_ effect: Effect) {
    effects.append(effect)
    if case .run(let id, .cancel) = effect {
      // What was not sent yet is never sent.
      state.drawing.run.map { painter.stop($0) }
      coming = [.run(id, .ended(.cancelled, at: state.now))]
    }
    worker.perform(effect)
    var time = state.now
    for action in outbox.collect() {
      switch action {
      case .run(let id, .stage(let event, _)):
        coming.append(.run(id, .stage(event, at: time)))
        time += 0.04
      case .run(let id, .ended(let result, _)):
        coming.append(.run(id, .ended(result, at: state.now)))
      default: apply(action)
      }
    }
  }
}

extension Frame {
  /// Where `text` begins, from the top.
  func place(of text: String) -> Point? {
    let wanted = text.map(String.init)
    for y in 0..<canvas.size.height {
      if let x = canvas.row(y).map(\.text).firstRange(of: wanted)?.lowerBound {
        return Point(x: x, y: y)
      }
    }
    return nil
  }
}
