import CTerminal
import Foundation
package import Render

/// The terminal as a device: its settings, its size, its bytes.
///
/// All calls for saving and restoring it go through here.
package struct TerminalDevice: Sendable {
  private let input: Int32 = STDIN_FILENO
  private let output: Int32 = STDOUT_FILENO
  // An open file of its own: being non-blocking is a property of the open file, and the standard
  // streams share theirs with the shell.
  private let images: Int32
  private let sequence = OpenSequence()

  /// Whether both streams are a terminal.
  package static func check() throws(ScreenError) {
    guard isatty(STDIN_FILENO) == 1 else { throw .notATerminal(stream: "the standard input") }
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal(stream: "the standard output") }
  }

  /// Checks that both streams are a terminal and saves its settings.
  package init() throws(ScreenError) {
    try Self.check()
    let code = wurst_terminal_take(STDOUT_FILENO)
    guard code == 0 else { throw .system(call: "tcgetattr", code: code) }
    images = unsafe open("/dev/tty", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
  }

  /// Whether the terminal is at the other end of SSH, where what it sends comes late and in pieces.
  package static func isRemote(_ environment: [String: String]) -> Bool {
    ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains { !environment[$0, default: ""].isEmpty }
  }

  package var inputDescriptor: Int32 { input }

  package var window: WindowSize { Self.window(of: output) }

  /// The width of the terminal that a stream leads to; 80 where it does not say.
  package static func columns(of stream: Int32) -> Int { window(of: stream).columns }

  /// The window of the terminal that a stream leads to.
  package static func window(of stream: Int32) -> WindowSize {
    var size = winsize()
    guard unsafe ioctl(stream, UInt(TIOCGWINSZ), &size) == 0 else {
      return WindowSize(columns: 80, rows: 24, pixels: PixelSize(width: 0, height: 0))
    }
    return WindowSize(
      columns: size.ws_col > 0 ? Int(size.ws_col) : 80,
      rows: size.ws_row > 0 ? Int(size.ws_row) : 24,
      pixels: PixelSize(width: Int(size.ws_xpixel), height: Int(size.ws_ypixel)))
  }

  /// Makes every key readable at once and unechoed, until `makeCooked`.
  package func makeRaw() {
    var settings = termios()
    guard unsafe tcgetattr(input, &settings) == 0 else { return }
    unsafe cfmakeraw(&settings)
    _ = unsafe tcsetattr(input, TCSANOW, &settings)
  }

  package func makeCooked() { wurst_terminal_settings() }

  /// Undoes every mode and restores the settings.
  package func giveBack() { wurst_terminal_give_back() }

  package func retake() { wurst_terminal_retake() }

  /// Lets what was reported to the standard error meanwhile appear.
  package func releaseErrors() { wurst_terminal_release_errors() }

  /// The bytes that are there; nil when the terminal is gone.
  package func read() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16384)
    let count = unsafe Foundation.read(input, &bytes, bytes.count)
    if count == 0 { return nil }
    if count < 0 { return errno == EINTR || errno == EAGAIN ? [] : nil }
    return Array(bytes.prefix(count))
  }

  /// Writes everything, however long it takes; a sequence that is open ends first.
  @MainActor
  package func write(_ bytes: [UInt8]) {
    if let ending = sequence.ending {
      sequence.end()
      write(ending)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Foundation.write(output, $0.baseAddress, $0.count)
      }
      if count < 0 && errno != EINTR && errno != EAGAIN { return }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// Writes everything, unless a key arrives while the terminal is slow to take it.
  ///
  /// - Returns: whether all was written.
  @MainActor
  package func writeYielding(_ bytes: [UInt8]) -> Bool {
    guard images >= 0 else {
      write(bytes)
      return true
    }
    let patience = 0.04
    let begin = ContinuousClock.now
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Foundation.write(images, $0.baseAddress, min($0.count, 8192))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      guard errno == EAGAIN || errno == EINTR else { return false }
      let events = wait(forInput: true, orRoomIn: images, seconds: 1)
      if events.hasInput {
        if begin.duration(to: .now) > .seconds(patience) { return false }
        if !events.hasRoom { _ = wait(forInput: false, orRoomIn: images, seconds: 0.01) }
      }
    }
    return true
  }

  /// Writes as much as the terminal takes at once, of a sequence that `ending` would end.
  ///
  /// - Returns: how many bytes were written.
  @MainActor
  func writeAvailable(_ bytes: some Collection<UInt8>, endingWith ending: [UInt8]) -> Int {
    let bytes = Array(bytes)
    let count = unsafe bytes.withUnsafeBytes {
      unsafe Foundation.write(images >= 0 ? images : output, $0.baseAddress, $0.count)
    }
    if count > 0 { sequence.begin(endingWith: ending) }
    return max(0, count)
  }

  /// Whether the sequence that was begun last has not been ended since.
  @MainActor
  var hasOpenSequence: Bool { sequence.ending != nil }

  /// Says that the sequence has ended with the bytes that were written last.
  @MainActor
  func closeSequence() { sequence.end() }

  private func wait(
    forInput: Bool, orRoomIn descriptor: Int32, seconds: Double
  ) -> (hasInput: Bool, hasRoom: Bool) {
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: input, events: forInput ? Int16(POLLIN) : 0, revents: 0),
    ]
    guard unsafe poll(&descriptors, 2, Int32(seconds * 1000)) > 0 else { return (false, false) }
    return (
      descriptors[1].revents & Int16(POLLIN) != 0, descriptors[0].revents & Int16(POLLOUT) != 0
    )
  }
}
