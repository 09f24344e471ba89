import ArgumentParser
import Files

/// A command that writes pictures.
protocol PictureCommand: LoggedCommand {
  static var outputHelp: ArgumentHelp { get }
  var outputOptions: OutputOptions<Self> { get }
}

extension PictureCommand {
  var logOptions: LogOptions { outputOptions.logOptions }
}

/// Where the pictures of a command go, and what it prints of them.
struct OutputOptions<Command: PictureCommand>: ParsableArguments {
  @Option(name: .shortAndLong, help: Command.outputHelp)
  var output: Path?

  @Flag(help: "Let the picture replace a file that is read, or that is no picture.")
  var force = false

  @OptionGroup var traceOptions: TraceOptions

  @OptionGroup var viewOptions: ViewOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  @OptionGroup var logOptions: LogOptions

  var quiet: Bool { logOptions.quiet }

  func validate() throws {
    if json && output == .standardStream {
      throw ValidationError("--json prints to the standard output too; name a file for the picture")
    }
    if viewOptions.opens && output == .standardStream {
      throw ValidationError("--open needs a file; name one for the picture")
    }
  }

  /// The place for pictures; see `OutputFiles`.
  func files(
    takesFolders: Bool = false, count: Int = 1, batch: String? = nil, inputs: [Path],
    makesFolders: Bool = true
  ) throws -> OutputFiles {
    try viewOptions.check()
    return try OutputFiles(
      output, takesFolders: takesFolders, count: count, batch: batch, inputs: inputs, force: force,
      makesFolders: makesFolders)
  }

  /// Says what was written, as soon as it is.
  func print(_ line: String) throws {
    if !json && !quiet && output != .standardStream { try Console.print(line) }
  }

  /// Says what the user may want to know, on the error stream.
  func note(_ text: String) {
    CommandLog.note(text)
    if !quiet { Console.printError(text) }
  }

  /// Prints what a finished command has made, if it is asked for as JSON.
  func report(_ content: some Encodable) throws {
    Interruption.lastWords(nil)
    if json { try Console.print(json: Report(content: content)) }
  }

  /// Has `content` printed in place of the report if the command is stopped before that.
  func reportWhenStopped(_ content: some Encodable & Sendable) {
    guard json else { return }
    Interruption.lastWords { try? Console.print(json: Report(content: content)) }
  }
}
