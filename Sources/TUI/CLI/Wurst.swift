package import ArgumentParser
package import Render

/// The `wurst` command; without a subcommand it opens the explorer.
package struct Wurst: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "wurst",
    abstract: "Explore Würstchen text-to-image models in the terminal.",
    discussion: "Without a subcommand the explorer opens.",
    version: Version.number,
    subcommands: [GenerateCommand.self, BenchCommand.self])

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @Option(
    help: ArgumentHelp("Name of a theme, or the path of a theme file.", valueName: "name|path"))
  var theme: String?

  @Option(help: ArgumentHelp("How pictures are drawn in the terminal.", valueName: "way"))
  var graphics = GraphicsChoice.auto

  package init() {}

  package func run() throws {
    guard Console.isInteractive else {
      throw Failure(
        "the explorer needs a terminal; use 'wurst generate PROMPT' to draw without one", .usage)
    }
    throw Failure("this build has no explorer; use 'wurst generate PROMPT'", .internalError)
  }
}

extension GraphicsChoice: ExpressibleByArgument {}
