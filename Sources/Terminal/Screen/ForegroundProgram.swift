import CTerminal
import Foundation

/// A program that has the terminal while this one waits for it.
package struct ForegroundProgram: Sendable {
  private let process: Int32

  /// Starts the first of `words`, which is looked for as a shell does, with the others as arguments.
  package init(_ words: [String]) throws(ScreenError) {
    var list: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
    unsafe list.append(nil)
    process = unsafe wurst_program_start(&list)
    unsafe list.forEach { unsafe free($0) }
    guard process > 0 else { throw .system(call: "posix_spawn", code: -process) }
  }

  /// Nil while it goes on, and then once what it ended with.
  package var status: Int32? {
    let status = wurst_program_status(process)
    return status < 0 ? nil : status
  }

  /// Waits for its end, and returns what it ended with.
  package func wait() -> Int32 {
    while true {
      if let status { return status }
      usleep(20_000)
    }
  }

  package func send(_ signal: Int32) { _ = kill(process, signal) }
}
