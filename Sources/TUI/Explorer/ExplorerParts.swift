import Engine
import Files
import Foundation
import Recipes
import Terminal

extension Explorer {
  /// What the explorer consists of apart from its screen, ready to begin.
  struct Parts: Sendable {
    let mailbox: Mailbox
    let worker: Worker
    let themes: ThemeFolders
    /// Seconds since the start.
    let clock: @Sendable () -> Double
    var state: State
    /// What is wanted from the beginning.
    private(set) var effects: [Effect]

    /// Brings back the session and what was told and typed before.
    ///
    /// - Parameter size: of the screen, where that is known.
    init(
      _ options: ExplorerOptions, environment: [String: String],
      shelf: any PictureShelf, catalogue: any Catalogue, painter: any Painter,
      size: Size = .smallest
    ) throws {
      let begin = ContinuousClock.now
      let clock: @Sendable () -> Double = { begin.duration(to: .now) / .seconds(1) }
      guard let mailbox = Mailbox() else { throw ScreenError.system(call: "pipe", code: errno) }
      let prompts = HistoryFile(.prompt, environment: environment)
      let negatives = HistoryFile(.negative, environment: environment)
      let hints = HintFile(environment: environment)
      let library = PromptLibrary(environment: environment)
      let themes = ThemeFolders(Installation(environment: environment))
      self.mailbox = mailbox
      self.clock = clock
      self.themes = themes
      worker = Worker(
        painter: painter, shelf: shelf, catalogue: catalogue,
        viewer: DesktopViewer(environment: environment), clock: clock,
        saveHistory: { ($0 == .prompt ? prompts : negatives).save($1) },
        saveHint: { hints.save($0) }, library: library,
        saveSession: { try options.session?.save($0) },
        presets: options.presets,
        themes: themes, preferences: options.preferences,
        post: { mailbox.post($0) })
      state = State(
        facts: painter.facts, keymap: options.keymap, size: size,
        history: prompts.load(), negatives: negatives.load(),
        folder: Self.workingFolder(home: UserFolders(environment: environment).home),
        precision: options.precision,
        randomness: UInt64.random(in: 0...UInt64.max))
      state.editor = options.editor
      state.hints = HintState(isOn: options.hasHints, told: hints.load())
      let styles = library.styles.read()
      state.styles.known = styles.styles
      if options.session?.session == nil { state.begin(with: options.preset, options.presets) }
      effects = [.settings(.listPresets)]
      if let file = options.session {
        effects += state.keepSession(file.session, usesPrecision: !options.needsPrecision)
        if let problem = file.problem { state.say(.notice, problem) }
      }
      if let problem = options.problem ?? styles.problems.first?.description {
        state.say(.error, problem)
      }
      state.preferences = PreferencesState(options.preferences.all())
      state.usesMouse = options.usesMouse
      state.notices = options.notices
      worker.prepare()
    }

    /// The folder the program was started in, as a user would type it.
    private static func workingFolder(home: Path) -> String {
      let folder = Path(".").absolute.abbreviated(home)
      return folder.endsInSlash ? folder.text : folder.text + "/"
    }
  }
}
