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
      guard let key = ConfigurationKey.named(name) else {
        throw Failure("there is no setting '\(name)'; 'wurst config' lists those there are", .usage)
      }
      let typed = value.map(ConfigurationValue.init(typed:))
      var trial = Configuration()
      if let typed, let value, !key.take(&trial, typed) {
        throw Failure("\(name) cannot be '\(value)'; \(key.wanted) is wanted", .usage)
      }
      do {
        try ConfigurationFile.ofUser.set(key, to: typed)
      } catch let problem as ConfigurationProblem {
        throw Failure(problem.description, .damaged)
      }
    }
  }
}
