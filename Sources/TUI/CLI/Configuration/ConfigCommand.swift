package import ArgumentParser

/// `wurst config`: what the program is set to.
package struct ConfigCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show and change what is set in config.toml.",
    examples: ["wurst config", "wurst config set memory 8G"],
    subcommands: [List.self, Check.self, Set.self, Edit.self, Keys.self, Location.self],
    defaultSubcommand: List.self)

  package init() {}

  /// Fails where something of the file cannot be used, each in a line of its own.
  static func check() throws {
    let problems = ConfigurationFile.ofUser.allProblems
    problems.dropLast().forEach { Console.printError("wurst: \($0)") }
    if let last = problems.last { throw Failure(last.description, .damaged) }
  }
}
