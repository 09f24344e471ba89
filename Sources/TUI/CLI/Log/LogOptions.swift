import ArgumentParser
import Files

/// How much a command that computes says of what it does.
struct LogOptions: ParsableArguments {
  @Flag(help: "Print nothing but errors, and with --json the result.")
  var quiet = false

  @Flag(help: "Say also what is done, and how long it takes.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Append what is done to a file, a line each with its time: model, settings, stages, files, "
        + "errors.", valueName: "file"))
  var log: Path?

  init() {}

  func validate() throws {
    if quiet && verbose { throw ValidationError("--quiet and --verbose exclude each other") }
  }
}

/// A command that computes, and says what it does.
protocol LoggedCommand: ParsableCommand {
  var logOptions: LogOptions { get }
}
