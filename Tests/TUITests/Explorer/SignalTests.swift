import Foundation
import TestSupport
import Testing
import wurst

@Suite("Signals to the explorer")
struct SignalTests {
  /// Runs the explorer on a terminal of its own, and shows the settings that it leaves there.
  private static func end(by signal: Int32, in folder: String) throws -> Program.Result {
    // From the time on at which SIGTERM has a handler, the terminal may be changed.
    let kill = """
      until grep -Eq "SigCgt:.*[4-7c-f][0-9a-f]{3}$" /proc/$$/status; do sleep 0.02; done
      sleep 0.5; kill -\(signal) $$
      """
    let script = "(\(kill)) & exec \"$WURST\""
    return try Program(
      shell: """
        export TERM=xterm-256color SWIFT_BACKTRACE=enable=tty KILL='\(script)'
        script -qec 'sh -c "$KILL"; echo "ended $?"; stty -a' /dev/null
        """, in: folder
    ).wait()
  }

  @Test(
    "every signal that ends the process leaves the terminal as it was",
    arguments: [
      SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGABRT, SIGBUS, SIGUSR1, SIGSEGV, SIGALRM, SIGTERM, SIGXCPU,
      SIGPROF, SIGSYS,
    ])
  func restored(signal: Int32) throws {
    let result = try TemporaryFolder.withName { try Self.end(by: signal, in: $0) }
    let output = result.output
    #expect(output.contains("ended \(128 + signal)"), "\(output)")
    #expect(output.contains("isig icanon iexten echo "))
    let opened = output.ranges(of: "\u{1B}[?1049h").count
    #expect(output.ranges(of: "\u{1B}[?1049l").count == opened)
    #expect(!output.contains("acktrace"))
  }
}
