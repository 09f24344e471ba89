package import ArgumentParser
import Files
import Terminal

extension ConfigCommand {
  /// `wurst config list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the settings, what they are set to, and what is so without them.")

    package init() {}

    package func run() throws {
      let (configuration, _) = ConfigurationFile.ofUser.read()
      var table = TextTable(["setting", "is set to", "without it", "does"])
      for key in ConfigurationKey.all {
        let value = key.value(in: configuration)?.toml ?? "-"
        table.append([key.name, value, key.usual, key.help])
      }
      try Console.print(lines: table.lines)
      try ConfigCommand.check()
    }
  }

  /// `wurst config check`.
  package struct Check: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Say what of config.toml cannot be used, and where it stands.")

    package init() {}

    package func run() throws {
      try ConfigCommand.check()
      let path = ConfigurationFile.ofUser.path
      try Console.print(
        path.exists
          ? "\(path): everything in it can be used" : "there is no \(path), which is fine")
    }
  }

  /// `wurst config keys`.
  package struct Keys: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the commands that keys can be given, with their keys.",
      discussion: "In config.toml a line such as \"Ctrl-G\" = \"drawing.keep\" in the table "
        + "[keys.text] gives a key to a command, and \"none\" takes one away.")

    package init() {}

    package func run() throws {
      let keymap = Keymap.standard.rebinding(
        ConfigurationFile.ofUser.read().configuration.rebindings)
      var table = TextTable(["command", "keys", "does"])
      for command in Command.allCases {
        let rows = keymap.bindings.filter { $0.strokes.contains { $0.command == command } }
        let keys = rows.flatMap(\.strokes).filter { $0.command == command }.map(\.key.name)
        let names = keys.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        table.append([command.name, names.joined(separator: " "), rows.first?.help ?? ""])
      }
      try Console.print(lines: table.lines)
      try ConfigCommand.check()
    }
  }

  /// `wurst config path`.
  package struct Location: ParsableCommand {
    package static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where config.toml is, or would be.")

    package init() {}

    package func run() throws { try Console.print(ConfigurationFile.ofUser.path.description) }
  }
}
