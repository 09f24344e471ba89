import Foundation
import Render
import TestSupport
import wurst

/// The built program on a terminal that the test plays, in a shell with job control.
final class TerminalSession {
  let terminal: FakeTerminal
  private let end: Int32
  private let process = Process()

  /// - Parameter folder: the user's home, and where the program is started.
  init(
    _ kind: FakeTerminal.Kind, _ arguments: [String], in folder: String,
    environment: [String: String] = [:]
  ) throws {
    terminal = FakeTerminal(kind)
    end = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
    // TIOCSPTLCK and TIOCGPTN, macros with arguments.
    var (lock, number): (Int32, Int32) = (0, -1)
    guard end >= 0, unsafe ioctl(end, 0x4004_5431, &lock) == 0,
      unsafe ioctl(end, 0x8004_5430, &number) == 0
    else { throw CocoaError(.fileReadUnknown) }
    let line = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    guard line >= 0 else { throw CocoaError(.fileReadUnknown) }
    let handle = FileHandle(fileDescriptor: line, closeOnDealloc: true)
    process.executableURL = URL(filePath: "/usr/bin/setsid")
    // A program that has stopped goes on when its shell says so.
    let script = "set -m; \"$WURST\" \"$@\"; while test $? = 148; do fg > /dev/null; done"
    process.arguments = ["--ctty", "--wait", "bash", "-c", script, "bash"] + arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "WURST": Program.path, "TERM": terminal.kind.type,
      "COLORTERM": "truecolor", "LANG": "C.UTF-8",
    ].merging(terminal.kind.isInTmux ? ["TMUX": "/tmp/none,1,0"] : [:]) { $1 }
      .merging(environment) { $1 }
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    setSize()
    try process.run()
    _ = fcntl(end, F_SETFL, O_NONBLOCK)
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(end)
  }

  /// Types what is keys as letters.
  func press(_ keys: String) {
    write(Array(keys.utf8))
  }

  func resize(columns: Int, rows: Int) {
    terminal.resize(columns: columns, rows: rows)
    setSize()
  }

  private func setSize() {
    var size = winsize(
      ws_row: UInt16(terminal.rows), ws_col: UInt16(terminal.columns),
      ws_xpixel: UInt16(terminal.columns * terminal.cell.width),
      ws_ypixel: UInt16(terminal.rows * terminal.cell.height))
    _ = unsafe ioctl(end, UInt(TIOCSWINSZ), &size)
  }

  private func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Foundation.write(end, $0.baseAddress, $0.count)
      }
      if count < 0 && errno != EAGAIN { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Lets the terminal read and answer; false once `seconds` pass in which nothing comes.
  private func pump(_ seconds: Double) -> Bool {
    var descriptor = pollfd(fd: end, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&descriptor, 1, Int32(seconds * 1000)) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = unsafe read(end, &bytes, bytes.count)
    guard count > 0 else { return false }
    terminal.take(bytes.prefix(count))
    let replies = terminal.replies
    terminal.replies = []
    write(replies)
    return true
  }

  /// Waits until `condition` holds; false where it does not come to that.
  @discardableResult
  func wait(until condition: (FakeTerminal) -> Bool) -> Bool {
    let deadline = Date.now + 40
    while !condition(terminal), Date.now < deadline { _ = pump(0.05) }
    return condition(terminal)
  }

  @discardableResult
  func wait(for text: String) -> Bool {
    wait { $0.sight.lines.contains { $0.contains(text) } }
  }

  /// Waits until nothing has come for a while.
  func settle(_ quiet: Double = TerminalSession.quiet) {
    let deadline = Date.now + 60
    while pump(quiet), Date.now < deadline {}
  }

  /// Seconds in which nothing comes though something is under way: pictures are made slowly where the
  /// program was not optimised.
  #if DEBUG
    private static let quiet = 4.0
    /// Such a program takes minutes for each story.
    static let isWorthIt = ProcessInfo.processInfo.environment["WURST_TERMINALS"] != nil
  #else
    private static let quiet = 0.5
    static let isWorthIt = true
  #endif

  var hasEnded: Bool { !process.isRunning }
}

extension FakeTerminal.Kind {
  fileprivate var isInTmux: Bool { self == .tmux || self == .kittyAroundTmux }
}
