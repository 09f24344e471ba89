package import ArgumentParser
import Files

extension ConfigCommand {
  /// `wurst config edit`.
  package struct Edit: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Open config.toml in $VISUAL or $EDITOR, and check it afterwards.",
      examples: ["wurst config edit"])

    package init() {}

    package func run() throws {
      let file = ConfigurationFile.ofUser
      let environment = Invocation.environment
      let editor = try TextEditor(
        file.read().configuration.editor, environment: environment, usual: "vi")
      try Folder.makeAll(file.path.folder)
      if !file.path.exists { try AtomicFile.write(Array(Self.start.utf8), to: file.path) }
      try editor.edit(file.path)
      try ConfigCommand.check()
    }

    /// What a file that is not there yet begins with.
    private static var start: String {
      let rows = ConfigurationKey.all.map { "# \($0.help)\n# \($0.name) = …   (\($0.wanted))\n" }
      return "# Settings of wurst; without a line, what 'wurst config' says is so.\n\n"
        + rows.joined(separator: "\n")
        + "\n# Keys, by the part of the screen; 'wurst config keys' lists the commands.\n"
        + "# [keys.text]\n# \"Ctrl-G\" = \"drawing.keep\"\n"
    }
  }
}
