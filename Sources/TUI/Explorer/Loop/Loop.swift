import Foundation
import Render
package import Terminal

/// Takes turns: waits for input, updates the state, performs effects, draws.
@MainActor
package final class Loop {
  private let device: TerminalDevice
  private let screen: Screen
  private let images: ImageLayer
  private let terminalType: String
  private let environment: [String: String]
  private let signals: SignalPipe
  private let mailbox: Mailbox
  private let worker: Worker
  private let clock: () -> Double
  /// Seconds after which a lone Escape is the key.
  private let escapePatience: Double
  private let typed: [TerminalInput]
  private var decoder: KeyDecoder
  private var replies: CapabilityParser
  private var state: State
  private var isDirty = true
  /// Whether the coming frame answers the user, so that it does not wait for an image.
  private var isUrgent = true
  private var lastFrame = -1.0
  /// When bytes came last.
  private var lastInput = 0.0
  private var imageWake: Double?
  private var reportsMouse = false
  private var reportsFocus = false
  private let kind: TerminalKind
  private let title: WindowTitle
  /// When the title can be changed next.
  private var titleDue: Double?
  private var exit: Exit?

  /// How the program ends.
  package enum Exit: Equatable, Sendable {
    case quit
    case signal(Int32)
  }

  package struct Parts {
    package let device: TerminalDevice
    package let screen: Screen
    package let images: ImageLayer
    package let signals: SignalPipe
    package let mailbox: Mailbox
    package let worker: Worker
    package let clock: () -> Double
    package let probe: CapabilityProbe
    package let kind: TerminalKind
    package let environment: [String: String]
  }

  package init(_ parts: Parts, state: State) {
    device = parts.device
    screen = parts.screen
    images = parts.images
    signals = parts.signals
    mailbox = parts.mailbox
    worker = parts.worker
    clock = parts.clock
    typed = parts.probe.typed
    decoder = parts.probe.decoder
    replies = parts.probe.parser
    escapePatience = TerminalDevice.isRemote(parts.environment) ? 0.3 : 0.025
    environment = parts.environment
    kind = parts.kind
    title = WindowTitle(parts.device, on: parts.kind)
    terminalType = parts.environment["TERM", default: ""]
    self.state = state
  }

  /// Runs until the user leaves or a signal ends it.
  ///
  /// - Parameter effects: what is wanted from the beginning.
  package func run(_ effects: [Effect] = []) -> Exit {
    effects.forEach(perform)
    tellGraphics()
    tellRoom()
    settleModes()
    if let standIn = screen.standIn { apply(.terminal(terminalType, drawnAs: standIn)) }
    take(typed)
    while exit == nil {
      drawIfDue()
      wait()
      readSignals()
      for action in mailbox.collect() { apply(action) }
      if let next = state.nextChange, next <= clock() { apply(.tick) }
    }
    state.finishSession().forEach(perform)
    images.leave()
    title.turn(on: false)
    quiesce()
    return exit ?? .quit
  }

  // MARK: Waiting and reading

  /// At most one frame in this many seconds.
  private static let frame = 0.016

  private func wait() {
    let now = clock()
    var until = now + 60
    if isDirty && mayDraw { until = min(until, lastFrame + Self.frame) }
    if let next = state.nextChange { until = min(until, next) }
    if let imageWake { until = min(until, imageWake) }
    if let piece = images.nextPiece { until = min(until, piece) }
    if let titleDue, !images.isMidImage { until = min(until, titleDue) }
    let silence = decoder.patience(afterEscape: escapeWait(at: now)).map { lastInput + $0 }
    if let silence { until = min(until, silence) }
    var descriptors = [device.inputDescriptor, signals.descriptor, mailbox.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let milliseconds = Int32((max(0, until - now) * 1000).rounded(.up))
    let count = unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    let hasInput = count > 0 && descriptors[0].revents != 0
    if !hasInput, let silence, clock() >= silence { take(decoder.flush()) }
    if let imageWake, imageWake <= clock() { isDirty = true }
    if let titleDue, titleDue <= clock(), !images.isMidImage { showTitle() }
    if hasInput { readInput() }
    if let piece = images.nextPiece, piece <= clock() { sendImages() }
    // An image may be ready though no action was posted.
    if count > 0 && descriptors[2].revents != 0 { isDirty = true }
  }

  /// How long a lone Escape may be the beginning of something.
  ///
  /// A terminal that has not answered the first questions may still do, and in pieces.
  private func escapeWait(at now: Double) -> Double {
    let mayAnswer = !replies.isFinished && now < 10
    return mayAnswer ? max(escapePatience, 0.5) : escapePatience
  }

  private func readInput() {
    guard let bytes = device.read() else {
      exit = exit ?? .signal(SIGHUP)
      return
    }
    lastInput = clock()
    take(decoder.feed(bytes))
  }

  private func take(_ inputs: [TerminalInput]) {
    for input in inputs {
      if case .reply = input {} else { isUrgent = true }
      switch input {
      case .key(let key): apply(.key(key))
      case .escapeWithdrawn: apply(.escapeWithdrawn)
      case .paste(let text): apply(.pasted(text))
      case .mouse(let event): apply(.mouse(event))
      case .reply(let bytes): take(reply: bytes)
      }
    }
  }

  private func take(reply bytes: [UInt8]) {
    if let isHere = TerminalModes.focus(of: bytes) { return apply(.focused(isHere)) }
    isDirty = true
    if bytes == Array("\u{1B}[0n".utf8) {
      images.confirm(at: clock())
      return
    }
    let before = images.decision.mode
    replies.consume(bytes)
    images.learn(replies.capabilities)
    if images.decision.mode != before { tellGraphics() }
    tellGround()
    tellRoom()
  }

  private func tellRoom() {
    if images.room != state.room { apply(.room(images.room)) }
  }

  private func tellGround() {
    guard screen.showsThemes, let colour = replies.capabilities.background else { return }
    let ground = Ground(red: colour.red, green: colour.green, blue: colour.blue)
    if ground != state.look.ground { apply(.look(.ground(ground))) }
  }

  /// Has the terminal report the mouse and the focus, or not, and show a title, as the state wants it.
  private func settleModes() {
    title.turn(on: state.notices.hasTitle)
    if state.usesMouse != reportsMouse {
      reportsMouse = state.usesMouse
      device.write(reportsMouse ? TerminalModes.mouseOn : TerminalModes.mouseOff)
    }
    let wantsFocus = state.notices.areOn && kind.hasTitle
    if wantsFocus != reportsFocus {
      reportsFocus = wantsFocus
      device.write(reportsFocus ? TerminalModes.focusOn : TerminalModes.focusOff)
    }
  }

  private func showTitle() { titleDue = title.show(state.windowTitle, at: clock()) }

  private func tellGraphics() {
    let decision = images.decision
    apply(.graphics(isOff: decision.mode == .none, isCoarse: decision.isCoarse, decision.reason))
  }

  private func readSignals() {
    for signal in signals.read() {
      isUrgent = true
      switch signal {
      case .end(let number): exit = .signal(number)
      case .stop: suspend()
      case .continued: redraw()
      case .resized:
        let window = device.window
        let size = Size(width: window.columns, height: window.rows)
        screen.resize(to: size)
        // A drag of the window's corner sends many sizes: images come when it rests.
        images.screenWasCleared(holdUntil: clock() + 0.1)
        apply(.resized(size))
        tellRoom()
      }
    }
  }

  // MARK: Acting

  private func apply(_ action: Action) {
    state.now = clock()
    isDirty = true
    for effect in update(&state, action) { perform(effect) }
    settleModes()
    if screen.use(state.look.theme) { redraw() }
  }

  private func perform(_ effect: Effect) {
    switch worker.perform(effect) {
    case .suspend: suspend()
    case .redraw: redraw()
    case .quit: exit = exit ?? .quit
    case .edit(let text, let editor): editElsewhere(text, editor)
    case .tell(let text): device.write(kind.bytes(telling: text))
    // OSC 52: the selection "c" is the clipboard.
    case .copy(let text):
      device.write(Array("\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{1B}\\".utf8))
    case nil: break
    }
  }

  private func redraw() {
    screen.invalidate()
    images.screenWasCleared()
    isDirty = true
  }

  private func suspend() {
    leaveTerminal()
    signals.stop()
    takeTerminal()
  }

  private func editElsewhere(_ text: String, _ editor: String?) {
    do {
      let editor = try TextEditor(editor, environment: environment)
      let file = try EditedFile(text)
      defer { file.remove() }
      leaveTerminal()
      let result = Result { try wait(for: editor.open(file.path)) }
      takeTerminal()
      try editor.check(status: result.get())
      apply(.drawing(.edited(PlainLine(try file.text()))))
    } catch {
      apply(.drawing(.editingFailed(Failure(error).message)))
    }
  }

  /// Waits for a program that has the terminal, and returns the status that it ends with.
  private func wait(for program: ForegroundProgram) -> Int32 {
    while true {
      if let status = program.status { return status }
      var descriptor = pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0)
      _ = unsafe poll(&descriptor, 1, 50)
      for signal in signals.read() {
        switch signal {
        // What is typed in the editor is for the editor.
        case .end(SIGINT), .end(SIGQUIT), .resized, .continued: break
        case .stop: signals.stop()
        case .end(let number):
          exit = .signal(number)
          program.send(number)
        }
      }
    }
  }

  private func leaveTerminal() {
    images.leave()
    quiesce()
    title.turn(on: false)
    device.write(TerminalModes.off)
    screen.close()
    device.giveBack()
  }

  private func takeTerminal() {
    device.retake()
    screen.reopen()
    device.write(TerminalModes.on)
    (reportsMouse, reportsFocus) = (false, false)
    let window = device.window
    let size = Size(width: window.columns, height: window.rows)
    screen.resize(to: size)
    images.screenWasCleared()
    apply(.resized(size))
    tellRoom()
  }

  /// Waits a moment for replies that are under way, which would land in the shell.
  private func quiesce() {
    let deadline = clock() + 0.2
    while images.awaitsReply, clock() < deadline {
      var descriptor = pollfd(fd: device.inputDescriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&descriptor, 1, 20) > 0 else { continue }
      guard let bytes = device.read() else { return }
      for case .reply(let reply) in decoder.feed(bytes) { take(reply: reply) }
    }
  }

  // MARK: Drawing

  /// Whether a frame would not cut an image in two, or has to.
  private var mayDraw: Bool { isUrgent || !images.isMidImage }

  /// Sends the next pieces of images.
  private func sendImages() {
    if let wake = images.proceed(clock: clock) { imageWake = min(imageWake ?? wake, wake) }
  }

  private func drawIfDue() {
    let now = clock()
    guard isDirty, mayDraw, now >= lastFrame + Self.frame || lastFrame < 0 else { return }
    state.now = now
    let frame = Frame(state)
    var (erased, wake) = images.prepare(frame.images, at: now)
    if images.isFull {
      screen.invalidate()
      images.makeRoom()
      (erased, wake) = images.prepare(frame.images, at: now)
    }
    screen.eraseImages(in: erased)
    screen.show(frame.canvas, cursor: frame.cursor)
    // Ahead of the images, which it would cut in two.
    showTitle()
    let retry = images.finish(
      cursor: frame.cursor != nil, textBytes: screen.frameBytes, clock: clock)
    imageWake = [wake, retry].compactMap { $0 }.min()
    isDirty = false
    isUrgent = false
    lastFrame = clock()
  }
}
