/// What `config.toml` can hold, for the explorer and `wurst config set`.
package struct UserPreferences: Preferences {
  private let file: ConfigurationFile
  /// What goes before the file while the program runs, by the name of the setting.
  private let overrides: [String: String]

  package init(_ file: ConfigurationFile, overrides: [String: String] = [:]) {
    self.file = file
    self.overrides = overrides
  }

  private static let atOnce: Set = ["theme", "mouse", "notify", "editor", "hints"]

  package func all() -> [Preference] {
    let configuration = file.read().configuration
    return ConfigurationKey.all.map { key in
      Preference(
        name: key.name, help: key.help, wanted: key.wanted, usual: key.usual,
        value: key.value(in: configuration)?.typed, options: key.options,
        override: overrides[key.name], isAtOnce: Self.atOnce.contains(key.name))
    }
  }

  package func set(_ name: String, to value: String?) throws {
    guard let key = ConfigurationKey.named(name) else {
      throw Failure("there is no setting '\(name)'; 'wurst config' lists those there are", .usage)
    }
    let typed = value.map(ConfigurationValue.init(typed:))
    var trial = Configuration()
    if let typed, let value, !key.take(&trial, typed) {
      throw Failure("\(name) cannot be '\(value)'; \(key.wanted) is wanted", .usage)
    }
    if let value, let problem = NamedThings.problem(name, value) {
      throw Failure("\(name) cannot be '\(value)': \(problem)", .missing)
    }
    do {
      try file.set(key, to: typed)
    } catch let problem as ConfigurationProblem {
      throw Failure(problem.description, .damaged)
    }
  }
}
