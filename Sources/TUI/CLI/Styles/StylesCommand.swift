package import ArgumentParser
import Files
import Recipes

/// `wurst styles`: named pieces of prompt.
package struct StylesCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "styles", abstract: "List and check the styles of styles.toml.",
    discussion:
      "A style is a table such as [watercolour] with prompt = \"{prompt}, watercolour, soft "
      + "paper\" and, if you like, negative = \"photo\". --style and the explorer add it to a prompt.",
    examples: ["wurst styles", "wurst generate \"a red ball\" --style watercolour"],
    subcommands: [List.self, Check.self, Import.self, Location.self], defaultSubcommand: List.self)

  package init() {}

  fileprivate static var file: StyleFile { StyleFile(environment: Invocation.environment) }

  /// Fails where something of the file cannot be used, each in a line of its own.
  fileprivate static func check(_ problems: [PromptFileProblem]) throws {
    problems.dropLast().forEach { Console.printError("wurst: \($0)") }
    if let last = problems.last { throw last }
  }

  /// `wurst styles list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the styles with what they add.",
      examples: ["wurst styles list --json"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      let (styles, problems) = StylesCommand.file.read()
      if output.json {
        try output.report("styles", styles.map(Entry.init))
      } else if !styles.isEmpty {
        var table = TextTable(["style", "prompt", "negative"])
        for style in styles { table.append([style.name, style.prompt, style.negative]) }
        try Console.print(lines: table.lines)
      } else if problems.isEmpty {
        try Console.print("there are no styles in \(StylesCommand.file.path)")
      }
      try StylesCommand.check(problems)
    }

    private struct Entry: Encodable {
      let name: String
      let prompt: String
      let negative: String

      init(_ style: PromptStyle) {
        (name, prompt, negative) = (style.name, style.prompt, style.negative)
      }
    }
  }

  /// `wurst styles check`.
  package struct Check: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Say what of styles.toml cannot be used, and where it stands.",
      examples: ["wurst styles check"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      let file = StylesCommand.file
      let (styles, problems) = file.read()
      try output.report("problems", problems.map(\.description))
      try StylesCommand.check(problems)
      try output.print(
        file.path.exists
          ? "\(file.path): \(styles.count == 1 ? "its style" : "all \(styles.count) styles") can be used"
          : "there is no \(file.path), which is fine")
    }
  }

  /// `wurst styles import`.
  package struct Import: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Add the styles of a CSV file, such as A1111's styles.csv, to styles.toml.",
      discussion:
        "Styles whose names are there already stay as they are. Rows that cannot be used are "
        + "left out and named, and end the command with an error.",
      examples: ["wurst styles import styles.csv"])

    @Argument(help: "The CSV file, with the columns name, prompt and negative_prompt.")
    var file: Path

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      let table = try StyleTable(file)
      let added = try StylesCommand.file.add(table.styles)
      let left = table.styles.count - added
      let rest = left == 0 ? "" : ", \(left) \(left == 1 ? "was" : "were") there already"
      let words = added == 1 ? "1 style" : "\(added) styles"
      try output.print("\(words) added to \(StylesCommand.file.path)\(rest)")
      try output.report("added", added)
      try StylesCommand.check(table.problems)
    }
  }

  /// `wurst styles path`.
  package struct Location: ParsableCommand {
    package static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where styles.toml is, or would be.",
      examples: ["wurst styles path"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try output.print(StylesCommand.file.path.description)
      try output.report("path", StylesCommand.file.path)
    }
  }
}
