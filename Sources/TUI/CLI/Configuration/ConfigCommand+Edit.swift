package import ArgumentParser
import Files
import Foundation

extension ConfigCommand {
  /// `wurst config edit`.
  package struct Edit: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Open config.toml in $VISUAL or $EDITOR, and check it afterwards.")

    package init() {}

    package func run() throws {
      let file = ConfigurationFile.ofUser
      let environment = Invocation.environment
      let editor =
        [file.read().configuration.editor, environment["VISUAL"], environment["EDITOR"]].compactMap(
          \.self
        )
        .first { !$0.isEmpty } ?? "vi"
      try Folder.makeAll(file.path.folder)
      if !file.path.exists { try AtomicFile.write(Array(Self.start.utf8), to: file.path) }
      // Words alone, and no shell that would read more into them.
      let words = editor.split(separator: " ").map(String.init)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = words + [file.path.text]
      do {
        try process.run()
      } catch {
        throw Failure("the editor '\(editor)' cannot be started", .missing)
      }
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw Failure(
          "the editor '\(editor)' ended with status \(process.terminationStatus); set $EDITOR to "
            + "another one", .missing)
      }
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
