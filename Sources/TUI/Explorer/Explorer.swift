import Engine
import Files
import Foundation
package import Recipes
package import Render
import Terminal

/// What the explorer is started with.
package struct ExplorerOptions: Sendable {
  package var graphics: GraphicsChoice
  /// The name of a theme or the path of its file; nil for the one that suits the terminal.
  package var theme: String?
  /// Whether the theme was asked for on the command line, so that nothing is drawn without it.
  package var needsTheme = false
  package var usesMouse = true
  package var notices = Notices()
  package var preferences: any Preferences = NoPreferences()
  /// What products are computed in.
  package var precision: Precision
  /// What a new drawing begins with; the model's own settings where it is nil.
  package var preset: String?
  package var keymap: Keymap
  /// Whether hints name the next useful keys.
  package var hasHints: Bool
  /// What texts are edited in where they have no room; the environment's where nil.
  package var editor: String?
  /// Where the user's own presets are.
  package var presets: any PresetShelf = NoPresets()
  /// Where the session is kept, and the last one comes from; nil where none is.
  package var session: SessionFile?
  /// Whether the precision was asked for on the command line.
  package var needsPrecision = false
  /// What is wrong with the configuration, said at the start.
  package var problem: String?

  package init(
    graphics: GraphicsChoice = .auto, theme: String? = nil, precision: Precision = .fp32,
    preset: String? = nil, keymap: Keymap = .standard, hasHints: Bool = true,
    problem: String? = nil
  ) {
    self.graphics = graphics
    self.theme = theme
    self.precision = precision
    self.preset = preset
    self.keymap = keymap
    self.hasHints = hasHints
    self.problem = problem
  }
}

/// The full-screen program.
package enum Explorer {
  /// Runs until the user leaves; the terminal is then as it was.
  ///
  /// Where a signal ends it, the process ends by that signal and the call does not return.
  /// - Parameters:
  ///   - tell: told in a line why the end takes long, when the terminal is given back.
  ///   - painter: called after it is certain that there is a terminal.
  /// - Throws: `ScreenError` where there is no usable terminal, `ThemeError`, what `painter` throws, and
  ///   `Failure` where something that was kept is not on the disk at the end.
  @MainActor
  package static func run(
    _ options: ExplorerOptions, environment: [String: String],
    shelf: any PictureShelf, catalogue: any Catalogue, tell: (String) -> Void,
    painter makePainter: () throws -> any Painter
  ) throws {
    try check(options, environment: environment)
    let themes = ThemeFolders(Installation(environment: environment))
    let device = try TerminalDevice()
    let exit: Loop.Exit
    let signals: SignalPipe
    let worker: Worker
    do {
      defer {
        device.giveBack()
        device.releaseErrors()
      }
      let painter = try makePainter()
      (exit, signals, worker) = try run(
        options, environment: environment, themes: themes, device: device, shelf: shelf,
        catalogue: catalogue, painter: painter)
    }
    let ending = worker.finish(within: patience) {
      tell("writing what was kept, for \(Int(patience)) s at most; Ctrl-C leaves without it")
    } unless: {
      signals.read().contains { if case .end = $0 { true } else { false } }
    }
    if case .signal(let number) = exit { signals.die(of: number) }
    let loss = Failure("not all that was kept could be written before the end", .storage)
    if !ending.isIdle {
      // What still computes must not find its threads and memory torn down under it.
      if !ending.isKept { tell(loss.message) }
      _exit(ending.isKept ? Failure.Status.success.rawValue : loss.status.rawValue)
    }
    if !ending.isKept { throw loss }
  }

  /// Finds out before anything is taken or written whether there is a terminal, and the theme that was
  /// asked for.
  ///
  /// - Throws: `ScreenError` and `ThemeError`.
  package static func check(
    _ options: ExplorerOptions, environment: [String: String]
  ) throws {
    if options.needsTheme {
      _ = try ThemeFolders(Installation(environment: environment)).load(options.theme)
    }
    try TerminalDevice.check()
  }

  /// How many seconds the end waits for the disk.
  private static let patience = 10.0

  @MainActor
  private static func run(
    _ options: ExplorerOptions, environment: [String: String], themes: ThemeFolders,
    device: TerminalDevice, shelf: any PictureShelf, catalogue: any Catalogue, painter: any Painter
  ) throws -> (Loop.Exit, SignalPipe, Worker) {
    let probe = CapabilityProbe(
      device, environment: environment,
      patience: CapabilityProbe.patience(environment: environment))
    let screen = try Screen(
      theme: .builtIn, usesColour: environment["NO_COLOR", default: ""].isEmpty,
      terminalType: environment["TERM", default: ""])
    defer {
      device.write(TerminalModes.off)
      screen.close()
    }
    let signals = try SignalPipe()
    device.write(TerminalModes.on)

    let begin = ContinuousClock.now
    let clock: @Sendable () -> Double = { begin.duration(to: .now) / .seconds(1) }
    guard let mailbox = Mailbox() else { throw ScreenError.system(call: "pipe", code: errno) }
    let prompts = HistoryFile(.prompt, environment: environment)
    let negatives = HistoryFile(.negative, environment: environment)
    let hints = HintFile(environment: environment)
    let library = PromptLibrary(environment: environment)
    let worker = Worker(
      painter: painter, shelf: shelf, catalogue: catalogue,
      viewer: DesktopViewer(environment: environment), clock: clock,
      saveHistory: { ($0 == .prompt ? prompts : negatives).save($1) },
      saveHint: { hints.save($0) }, library: library,
      saveSession: { try options.session?.save($0) },
      presets: options.presets,
      themes: themes, preferences: options.preferences,
      post: { mailbox.post($0) })
    let images = ImageLayer(
      device: device, choice: options.graphics, capabilities: probe.parser.capabilities,
      environment: environment, textColours: screen.describedColours,
      delay: probe.delay, wake: { mailbox.wake() })
    let window = device.window
    var state = State(
      facts: painter.facts, keymap: options.keymap,
      size: Size(width: window.columns, height: window.rows),
      history: prompts.load(), negatives: negatives.load(),
      folder: workingFolder(home: UserFolders(environment: environment).home),
      precision: options.precision,
      randomness: UInt64.random(in: 0...UInt64.max))
    state.editor = options.editor
    state.hints = HintState(isOn: options.hasHints, told: hints.load())
    let styles = library.styles.read()
    state.styles.known = styles.styles
    if options.session?.session == nil { state.begin(with: options.preset, options.presets) }
    var effects: [Effect] = [.settings(.listPresets)]
    if let file = options.session {
      effects += state.keepSession(file.session, usesPrecision: !options.needsPrecision)
      if let problem = file.problem { state.say(.notice, problem) }
    }
    if let problem = options.problem ?? styles.problems.first?.description {
      state.say(.error, problem)
    }
    state.preferences = PreferencesState(options.preferences.all())
    state.usesMouse = options.usesMouse
    let kind = TerminalKind(
      type: environment["TERM", default: ""], name: probe.parser.capabilities.name,
      answers: probe.parser.isFinished)
    state.notices = options.notices
    // Where it is known to tell when that ends, the user is here now.
    state.notices.hasFocus = kind.hasTitle && kind.tellsFocus ? true : nil
    state.dress(
      in: options.theme, from: themes,
      on: screen.showsThemes ? probe.parser.capabilities.background : nil)
    let loop = Loop(
      Loop.Parts(
        device: device, screen: screen, images: images, signals: signals, mailbox: mailbox,
        worker: worker, clock: clock, probe: probe, kind: kind, environment: environment),
      state: state)
    worker.prepare()
    return (loop.run(effects), signals, worker)
  }

  /// The folder the program was started in, as a user would type it.
  private static func workingFolder(home: Path) -> String {
    let folder = Path(".").absolute.abbreviated(home)
    return folder.endsInSlash ? folder.text : folder.text + "/"
  }
}
