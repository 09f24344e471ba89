package import ArgumentParser
import Files
import Terminal

extension ConfigCommand {
  /// `wurst config list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the settings, what they are set to, and what is so without them.",
      examples: ["wurst config list", "wurst config list --json"])

    @OptionGroup var output: PrintOptions

    package init() {}

    private struct Entry: Encodable {
      let name: String
      let value: ConfigurationValue?
      let usual: String
      let wanted: String
      let help: String
    }

    package func run() throws {
      let (configuration, _) = ConfigurationFile.ofUser.read()
      let settings = ConfigurationKey.all.map {
        Entry(
          name: $0.name, value: $0.value(in: configuration), usual: $0.usual, wanted: $0.wanted,
          help: $0.help)
      }
      var table = TextTable(["setting", "is set to", "without it", "does"])
      for setting in settings {
        table.append([setting.name, setting.value?.toml ?? "-", setting.usual, setting.help])
      }
      try output.print(lines: table.lines)
      try output.report("settings", settings)
      try ConfigCommand.check()
    }
  }

  /// `wurst config check`.
  package struct Check: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Say what of config.toml cannot be used, and where it stands.",
      examples: ["wurst config check"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      let path = ConfigurationFile.ofUser.path
      try output.report("problems", ConfigurationFile.ofUser.allProblems.map(\.description))
      try ConfigCommand.check()
      try output.print(
        path.exists
          ? "\(path): everything in it can be used" : "there is no \(path), which is fine")
    }
  }

  /// `wurst config keys`.
  package struct Keys: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the commands that keys can be given, with their keys.",
      discussion: "In config.toml a line such as \"Ctrl-G\" = \"drawing.keep\" in the table "
        + "[keys.text] gives a key to a command, and \"none\" takes one away.",
      examples: ["wurst config keys"])

    @OptionGroup var output: PrintOptions

    package init() {}

    private struct Entry: Encodable {
      let command: String
      let keys: [String]
      let help: String
    }

    package func run() throws {
      let keymap = Keymap.standard.rebinding(
        ConfigurationFile.ofUser.read().configuration.rebindings)
      let entries = Command.allCases.map { command in
        let rows = keymap.bindings.filter { $0.strokes.contains { $0.command == command } }
        let keys = rows.flatMap(\.strokes).filter { $0.command == command }.map(\.key.name)
        let names = keys.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return Entry(command: command.name, keys: names, help: rows.first?.help ?? "")
      }
      var table = TextTable(["command", "keys", "does"])
      for entry in entries {
        table.append([entry.command, entry.keys.joined(separator: " "), entry.help])
      }
      try output.print(lines: table.lines)
      try output.report("keys", entries)
      try ConfigCommand.check()
    }
  }

  /// `wurst config path`.
  package struct Location: ParsableCommand {
    package static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where config.toml is, or would be.",
      examples: ["wurst config path"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try output.print(ConfigurationFile.ofUser.path.description)
      try output.report("path", ConfigurationFile.ofUser.path)
    }
  }
}

extension ConfigurationValue: Encodable {
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .whole(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    }
  }
}
