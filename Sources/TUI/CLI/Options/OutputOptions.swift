import ArgumentParser
import Files

/// A command that writes pictures.
protocol PictureCommand {
  static var outputHelp: ArgumentHelp { get }
}

/// Where the pictures of a command go, and what it prints of them.
struct OutputOptions<Command: PictureCommand>: ParsableArguments {
  @Option(name: .shortAndLong, help: Command.outputHelp)
  var output: Path?

  @Flag(help: "Let the picture replace a file that is read, or that is no picture.")
  var force = false

  @OptionGroup var traceOptions: TraceOptions

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(help: "Print nothing but errors, and with --json the result.")
  var quiet = false

  func validate() throws {
    if json && output == OutputFiles.standardOutput {
      throw ValidationError("--json prints to the standard output too; name a file for the picture")
    }
  }

  /// The place for pictures; see `OutputFiles`.
  func files(
    takesFolders: Bool = false, count: Int = 1, inputs: [Path], makesFolders: Bool = true
  ) throws -> OutputFiles {
    try OutputFiles(
      output, takesFolders: takesFolders, count: count, inputs: inputs, force: force,
      makesFolders: makesFolders)
  }

  /// Says what was written, as soon as it is.
  func print(_ line: String) throws {
    if !json && !quiet && output != OutputFiles.standardOutput { try Console.print(line) }
  }

  /// Says what the user may want to know, on the error stream.
  func note(_ text: String) {
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
