import ArgumentParser
import Files

/// Whether pictures are shown, and where.
struct ViewOptions: ParsableArguments {
  @Flag(
    name: .customLong("preview"),
    help: "Show pictures in the terminal, also while they are drawn; nothing where there is none.")
  var previews = false

  @Flag(
    name: .customLong("open"),
    help: "Open the picture, of several the first, in the desktop's viewer, by xdg-open.")
  var opens = false

  init() {}

  /// What shows pictures in the terminal; nil where they are not to be seen.
  ///
  /// It is made before `Interruption` listens to signals.
  var preview: InlinePreview? {
    guard previews else { return nil }
    // Commands begin on the main thread, and nothing has left it.
    return MainActor.assumeIsolated { InlineTerminal { Console.printError($0) } }
      .map { InlinePreview($0) }
  }

  private var viewer: DesktopViewer { DesktopViewer(environment: Invocation.environment) }

  /// - Throws: `Failure` where pictures are to be opened and cannot be.
  func check() throws(Failure) {
    if opens { try viewer.check() }
  }

  /// Opens a picture, if it is to be.
  func open(_ path: Path) throws {
    if opens { try viewer.open(path) }
  }
}
