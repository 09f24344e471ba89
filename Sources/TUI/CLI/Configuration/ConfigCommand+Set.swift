package import ArgumentParser

extension ConfigCommand {
  /// `wurst config set`.
  package struct Set: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Set one thing in config.toml; everything else in it stays as it is.",
      examples: ["wurst config set theme dusk", "wurst config set threads"])

    @Argument(
      help: "The name of the setting, as 'wurst config' lists it.",
      completion: Completions.settings)
    var name: String

    @Argument(
      help: "Its value; without one the setting is taken out.",
      completion: Completions.settingValues)
    var value: String?

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try UserPreferences(.ofUser).set(name, to: value)
      try output.report("set", name)
    }
  }
}
