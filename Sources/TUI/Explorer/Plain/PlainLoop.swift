import Foundation
import Synchronization
import Terminal

/// Takes turns where there is no screen: waits for lines, updates the state, performs effects, says what is new.
@MainActor
final class PlainLoop {
  private let streams: PlainStreams
  private let signals: SignalPipe
  private let mailbox: Mailbox
  private let worker: Worker
  private let clock: () -> Double
  private var state: State
  private var report = PlainReport()
  private var exit: Loop.Exit?
  /// Lines that wait for what those before them began; only where nobody sees what comes of them.
  private var coming: [PlainLine] = []
  private var hasEnded = false
  /// How often something was begun, and as of which of these it was waited for.
  private var begun = 0
  private var awaited = 0
  /// As of which of them all is over.
  private let over = Atomic<Int>(0)

  init(_ streams: PlainStreams, signals: SignalPipe, _ parts: Explorer.Parts) {
    self.streams = streams
    self.signals = signals
    mailbox = parts.mailbox
    worker = parts.worker
    clock = parts.clock
    state = parts.state
  }

  /// Runs until the user leaves, the input ends or a signal ends it.
  ///
  /// - Parameter effects: what is wanted from the beginning.
  /// - Throws: what `PlainStreams` throws where nobody reads any more.
  func run(_ effects: [Effect]) throws -> Loop.Exit {
    effects.forEach(perform)
    while exit == nil {
      try say()
      try streams.ask(state.asked)
      wait()
      readSignals()
      for action in mailbox.collect() { apply(action) }
      settle()
      if let next = state.nextChange, next <= clock() { apply(.tick) }
    }
    try say()
    state.finishSession().forEach(perform)
    return exit ?? .quit
  }

  private func say() throws {
    state.now = clock()
    try streams.say(report.lines(of: state))
  }

  private func wait() {
    let now = clock()
    // Of a run something is said every few seconds, and a screen that moves is not there.
    let next = state.drawing.isRunning ? now + 0.5 : state.nextChange
    let times = [next, report.due, streams.patience.map { now + $0 }].compactMap(\.self)
    // What waits its turn is next where nothing is waited for.
    let isNext = (!coming.isEmpty || hasEnded) && begun == over.load(ordering: .acquiring)
    let seconds = isNext && report.due == nil ? 0 : max(0, min(60, (times.min() ?? now + 60) - now))
    var descriptors = [signals.descriptor, mailbox.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    // Lines that wait would only pile up.
    if !hasEnded, coming.isEmpty {
      descriptors.append(pollfd(fd: streams.descriptor, events: Int16(POLLIN), revents: 0))
    }
    let milliseconds = Int32((seconds * 1000).rounded(.up))
    let count = unsafe poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    let hasInput = count > 0 && descriptors.count > 2 && descriptors[2].revents != 0
    take(streams.read(hasInput: hasInput, state))
  }

  private func take(_ inputs: [PlainStreams.Input]) {
    for input in inputs {
      switch input {
      case .line(let line) where streams.isTerminal: obey(line)
      case .line(let line): coming.append(line)
      case .interrupt: apply(.key(.control("c")))
      case .suspend: suspend()
      // Who sits there is asked whether a run is to be left.
      case .leave: obey(PlainLine(":\(Command.program(.quit).name)"))
      case .ended where streams.isTerminal: exit = exit ?? .signal(SIGHUP)
      case .ended: hasEnded = true
      }
    }
  }

  private func obey(_ line: PlainLine) {
    report.hear()
    apply(.line(line))
  }

  /// Goes on with the next line, or ends, once all that was begun is over.
  private func settle() {
    guard !streams.isTerminal else { return }
    guard over.load(ordering: .acquiring) == begun else {
      if awaited < begun {
        awaited = begun
        worker.afterAll { [self, begun] in
          over.store(begun, ordering: .releasing)
          mailbox.wake()
        }
      }
      return
    }
    // What came of the line before is said first.
    guard report.due == nil else { return }
    if !coming.isEmpty {
      obey(coming.removeFirst())
    } else if hasEnded {
      exit = exit ?? .quit
    }
  }

  private func readSignals() {
    for signal in signals.read() {
      switch signal {
      case .end(SIGINT) where streams.isTerminal: apply(.key(.control("c")))
      case .end(let number): exit = .signal(number)
      case .stop: suspend()
      case .continued, .resized: streams.refresh()
      }
    }
  }

  private func apply(_ action: Action) {
    state.now = clock()
    update(&state, action).forEach(perform)
  }

  private func perform(_ effect: Effect) {
    if case .program = effect {} else { begun += 1 }
    switch worker.perform(effect) {
    case .quit: exit = exit ?? .quit
    case .suspend: suspend()
    case .tell(let text):
      streams.note(text)
      streams.ring()
    case .copy(let text): streams.note(text)
    case .redraw, nil: break
    case .edit: apply(.drawing(.editingFailed("a text is typed as a line here")))
    }
  }

  private func suspend() {
    streams.giveBack()
    signals.stop()
    streams.retake()
  }
}
