package import ArgumentParser

extension ConfigCommand {
  /// `wurst config set`.
  package struct Set: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Set one thing in config.toml; everything else in it stays as it is.")

    @Argument(help: "The name of the setting, as 'wurst config' lists it.")
    var name: String

    @Argument(help: "Its value; without one the setting is taken out.")
    var value: String?

    package init() {}

    package func run() throws {
      try UserPreferences(.ofUser).set(name, to: value)
    }
  }
}
