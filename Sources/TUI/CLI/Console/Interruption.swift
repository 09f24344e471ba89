import CSignals
package import Files
import Foundation
import Synchronization

/// Lets Ctrl-C, SIGTERM and the like stop a command, wherever it is.
///
/// What draws looks at a cancellation and stops by itself, so that its progress line is taken away.
/// What cannot be asked, such as a library that reads a file, has a moment; then the process ends
/// where it is. Nothing is lost by that: a command owns nothing but the files that it writes, and
/// those are waited for.
package final class Interruption: Sendable {
  /// Seconds.
  private static let grace = 0.08
  /// How long the end of the program itself may take.
  private static let patience = 1.0

  private let cancellation = Cancellation()
  private let received = Atomic<Int32>(0)
  private let isSaid = Atomic<Bool>(false)
  private let lastWords = Mutex<(@Sendable () -> Void)?>(nil)

  private static let shared = Interruption()

  private init() {
    wurst_signal_listen()
    Thread.detachNewThread { [self] in
      let number = wurst_signal_wait()
      received.store(number, ordering: .relaxed)
      cancellation.request()
      Thread.sleep(forTimeInterval: Self.grace)
      if isSaid.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: Self.patience) }
      Writing.afterwards { self.end(number) }
    }
  }

  /// Runs `body`, which the signals then stop.
  ///
  /// - Throws: what `body` throws, and the `Failure` that the program ends with when it was stopped.
  package static func watch(_ body: (Cancellation) throws -> Void) throws {
    let interruption = shared
    do {
      try body(interruption.cancellation)
    } catch is CancellationError {
      throw interruption.failure
    }
  }

  /// What is printed, once, if the program is stopped from now on; nil for nothing.
  static func lastWords(_ words: (@Sendable () -> Void)?) {
    shared.lastWords.withLock { $0 = words }
  }

  /// Whoever comes second waits for the end of the words.
  private func sayLastWords() {
    lastWords.withLock { words in
      words?()
      words = nil
    }
  }

  /// How the program ends when it was stopped.
  private var failure: Failure {
    let number = received.load(ordering: .relaxed)
    guard let failure = Self.failure(of: number) else { end(number) }
    isSaid.store(true, ordering: .relaxed)
    sayLastWords()
    return failure
  }

  /// Nil for a signal that has no exit code of its own.
  private static func failure(of number: Int32) -> Failure? {
    switch number {
    case SIGINT: Failure("stopped", .interrupted)
    case SIGTERM: Failure("stopped", .terminated)
    case SIGHUP: Failure("stopped", .hungUp)
    default: nil
    }
  }

  private func end(_ number: Int32) -> Never {
    if !isSaid.exchange(true, ordering: .relaxed) {
      sayLastWords()
      Console.complain(Self.failure(of: number) ?? Failure("stopped", .interrupted))
    }
    if let failure = Self.failure(of: number) { _exit(failure.status.rawValue) }
    wurst_signal_die(number)
    _exit(128 + number)
  }
}
