import CSignals
import CTerminal
import Foundation

/// Signals as bytes to read, so that they are handled between frames and not inside handlers.
package struct SignalPipe: Sendable {
  package enum Signal: Equatable, Sendable {
    case resized, continued, stop
    /// The process is asked to end by the signal of this number.
    case end(Int32)
  }

  private let pipe: WakePipe

  package var descriptor: Int32 { pipe.readEnd }

  /// Installs the handlers; ncurses installs some of its own when it opens the screen, so this
  /// comes after.
  package init() throws(ScreenError) {
    guard let pipe = WakePipe() else { throw .system(call: "pipe", code: errno) }
    self.pipe = pipe
    let code = wurst_terminal_watch(pipe.writeEnd)
    guard code == 0 else { throw .system(call: "sigaction", code: code) }
  }

  package func read() -> [Signal] {
    let bytes = pipe.read()
    if !bytes.isEmpty { wurst_terminal_heard() }
    return bytes.map { byte in
      switch Int32(byte) {
      case SIGWINCH: .resized
      case SIGCONT: .continued
      case SIGTSTP: .stop
      default: .end(Int32(byte))
      }
    }
  }

  /// Stops the process group until it is continued.
  package func stop() {
    wurst_terminal_stop()
    // What was told meanwhile is known: the process goes on.
    _ = read()
  }

  /// Ends the process by the signal, as if it had not been caught.
  package func die(of number: Int32) { wurst_signal_die(number) }
}
