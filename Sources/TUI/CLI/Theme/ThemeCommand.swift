package import ArgumentParser
import Files
import Terminal

/// `wurst theme`: the colours of the explorer.
package struct ThemeCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List, check and import the colours of the explorer.",
    discussion: "'wurst config set theme NAME' draws with one of them, and so does :theme NAME in "
      + "the explorer.",
    examples: ["wurst theme", "wurst config set theme dusk"],
    subcommands: [List.self, Check.self, Import.self], defaultSubcommand: List.self)

  package init() {}

  static var folders: ThemeFolders {
    ThemeFolders(Installation(environment: Invocation.environment))
  }

  /// `wurst theme list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List the themes there are, and where they lie.",
      examples: ["wurst theme list"])

    @OptionGroup var output: PrintOptions

    package init() {}

    private struct Entry: Encodable {
      let name: String
      /// Nil where it is built in.
      let file: Path?
    }

    package func run() throws {
      let folders = ThemeCommand.folders
      let themes = folders.names.map { Entry(name: $0, file: folders.file(of: $0)) }
      var table = TextTable(["theme", "file"])
      table.append([ThemeFolders.automatic, "dark or light, as the terminal is"])
      for theme in themes { table.append([theme.name, theme.file?.description ?? "built in"]) }
      try output.print(lines: table.lines)
      try output.report("themes", [Entry(name: ThemeFolders.automatic, file: nil)] + themes)
    }
  }

  /// `wurst theme check`.
  package struct Check: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Say what is wrong in a theme, and which of its words are hard to read.",
      examples: ["wurst theme check my-theme"])

    @Argument(
      help: ArgumentHelp("Names or files of themes; all unless given.", valueName: "theme"),
      completion: Completions.themes)
    var themes: [String] = []

    @OptionGroup var output: PrintOptions

    package init() {}

    private struct Entry: Encodable {
      let name: String
      /// The roles whose words are hard to read.
      var faint: [String] = []
      /// Why it cannot be used.
      var problem: String?
    }

    package func run() throws {
      let folders = ThemeCommand.folders
      var problems: [ThemeError] = []
      var entries: [Entry] = []
      for name in themes.isEmpty ? folders.names : themes {
        let theme: Theme
        do throws(ThemeError) {
          theme = try folders.load(name)
        } catch {
          problems.append(error)
          entries.append(Entry(name: name, problem: error.description))
          continue
        }
        let faint = theme.faintRoles
        entries.append(Entry(name: name, faint: faint))
        try output.print(
          faint.isEmpty
            ? "\(name): fine" : "\(name): hard to read: \(faint.joined(separator: ", "))")
      }
      try output.report("themes", entries)
      problems.dropLast().forEach { Console.printError("wurst: \($0)") }
      if let last = problems.last { throw last }
    }
  }

  /// `wurst theme import`.
  package struct Import: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Make a theme of a base16 scheme, a YAML file of sixteen colours.",
      examples: ["wurst theme import ocean.yaml --name ocean"])

    @Argument(help: ArgumentHelp("The scheme.", valueName: "file"), transform: Path.init(typed:))
    var file: Path

    @Option(help: "What the theme is called; as the file unless given.")
    var name: String?

    @Flag(help: "Replace a theme of that name.")
    var force = false

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      let name = name ?? file.stem
      guard !name.isEmpty, !name.contains("/"), name.first != ".", name.isPrintable,
        name != ThemeFolders.automatic
      else { throw Failure("a theme cannot be called '\(name)'", .usage) }
      let bytes = try PlainFile.contents(file, atMost: 1 << 20)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw Failure("\(file): it is not UTF-8 text", .damaged)
      }
      let scheme: Base16Scheme
      do throws(Base16Scheme.Problem) {
        scheme = try Base16Scheme(text)
      } catch {
        throw Failure("\(file), \(error)", .damaged)
      }
      let folder = UserFolders(environment: Invocation.environment).configuration / "themes"
      let target = folder / "\(name).toml"
      guard force || !target.exists else {
        throw Failure("\(target) is there already; --force replaces it", .usage)
      }
      try Folder.makeAll(folder)
      _ = try AtomicFile.write(Array(scheme.toml.utf8), to: target)
      try output.print("\(target): 'wurst --theme \(name)' draws with it")
      try output.report("imported", target)
    }
  }
}

extension Theme {
  /// The roles whose words do not stand out from their own background.
  fileprivate var faintRoles: [String] {
    Role.allCases.filter { role in
      let all = 1 << 24
      guard let ink = self[role].foreground.shown(among: all),
        let ground = self[role].background.shown(among: all)
      else { return false }
      let isLine = [Role.border, .focusedBorder, .track].contains(role)
      return Contrast.ratio(ink, ground) < (isLine ? Contrast.ofLines : Contrast.ofWords)
    }.map(\.rawValue)
  }
}

extension String {
  fileprivate var isPrintable: Bool { unicodeScalars.allSatisfy { !$0.isControl } }
}
