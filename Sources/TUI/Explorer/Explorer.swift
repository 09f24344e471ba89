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
    let device = try TerminalDevice()
    let ended: Ended
    do {
      defer {
        device.giveBack()
        device.releaseErrors()
      }
      let parts = try Parts(
        options, environment: environment, shelf: shelf, catalogue: catalogue,
        painter: makePainter())
      ended = try run(options, environment: environment, device: device, parts)
    }
    try finish(ended, tell: tell)
  }

  /// Runs without a screen, by lines, until the user leaves or the input ends.
  ///
  /// Where a signal ends it, the process ends by that signal and the call does not return.
  /// - Parameters:
  ///   - write: prints a line.
  ///   - tell: told in a line why the end takes long.
  ///   - painter: called after the options are checked.
  /// - Throws: `ThemeError`, what `painter` and `write` throw, and `Failure` where something that was kept is
  ///   not on the disk at the end.
  @MainActor
  package static func runPlain(
    _ options: ExplorerOptions, environment: [String: String],
    shelf: any PictureShelf, catalogue: any Catalogue, write: @escaping (String) throws -> Void,
    tell: (String) -> Void, painter makePainter: () throws -> any Painter
  ) throws {
    // Terminals that cannot move the cursor edit their lines themselves.
    let edits = !TerminalType.descriptions(of: environment["TERM", default: ""]).isEmpty
    let device = edits ? try? TerminalDevice() : nil
    let ended: Ended
    do {
      defer {
        device?.giveBack()
        device?.releaseErrors()
      }
      var parts = try Parts(
        options, environment: environment, shelf: shelf, catalogue: catalogue,
        painter: makePainter(), size: Size(width: 160, height: 50))
      parts.state.keymap.saysWords = true
      parts.state.hints.isOn = false
      parts.state.showsSides = false
      parts.state.usesMouse = false
      parts.state.picturesAreOff = "Pictures are not shown as text"
      let streams = PlainStreams(
        device, history: parts.state.drawing[history: .prompt].prompts, write: write)
      let signals = try SignalPipe()
      let loop = PlainLoop(streams, signals: signals, parts)
      try streams.say([
        "\(ModelPlace.shortened(parts.state.facts.name)) is ready: type a prompt, and Enter draws it; "
          + ":help lists commands, :quit leaves"
      ])
      ended = try Ended(exit: loop.run(parts.effects), signals: signals, worker: parts.worker)
    }
    try finish(ended, tell: tell)
  }

  /// How it ended, and what is still to be waited for.
  private struct Ended {
    let exit: Loop.Exit
    let signals: SignalPipe
    let worker: Worker
  }

  private static func finish(_ ended: Ended, tell: (String) -> Void) throws {
    let (exit, signals, worker) = (ended.exit, ended.signals, ended.worker)
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
    _ options: ExplorerOptions, environment: [String: String], device: TerminalDevice,
    _ parts: consuming Parts
  ) throws -> Ended {
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
    let mailbox = parts.mailbox
    let images = ImageLayer(
      device: device, choice: options.graphics, capabilities: probe.parser.capabilities,
      environment: environment, textColours: screen.describedColours,
      delay: probe.delay, wake: { mailbox.wake() })
    let window = device.window
    parts.state.size = Size(width: window.columns, height: window.rows)
    let kind = TerminalKind(
      type: environment["TERM", default: ""], name: probe.parser.capabilities.name,
      answers: probe.parser.isFinished)
    // Where it is known to tell when that ends, the user is here now.
    parts.state.notices.hasFocus = kind.hasTitle && kind.tellsFocus ? true : nil
    parts.state.dress(
      in: options.theme, from: parts.themes,
      on: screen.showsThemes ? probe.parser.capabilities.background : nil)
    let loop = Loop(
      Loop.Parts(
        device: device, screen: screen, images: images, signals: signals, mailbox: mailbox,
        worker: parts.worker, clock: parts.clock, probe: probe, kind: kind,
        environment: environment),
      state: parts.state)
    return Ended(exit: loop.run(parts.effects), signals: signals, worker: parts.worker)
  }
}
