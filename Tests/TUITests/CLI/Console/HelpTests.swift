import ArgumentParser
import Files
import Foundation
import Recipes
import TestSupport
import Testing
import wurst

@Suite("Help, and what is said of wrong commands")
struct HelpTests {
  /// All commands, with the names that lead to them.
  private static func commands(
    _ command: any ParsableCommand.Type = Wurst.self, _ path: [String] = []
  ) -> [(path: [String], command: any ParsableCommand.Type)] {
    [(path, command)]
      + command.configuration.subcommands.flatMap { commands($0, path + [$0._commandName]) }
  }

  @Test("the help of every command has one to three examples of it")
  func examples() {
    for (path, command) in Self.commands() {
      let name = (["wurst"] + path).joined(separator: " ")
      let help = Wurst.helpMessage(for: command, columns: 78)
      let examples = help.split(separator: "\n").drop { !$0.hasPrefix("Example") }.dropFirst()
        .prefix { $0.hasPrefix("  ") }
      #expect(1...3 ~= examples.count, "\(name)")
      #expect(examples.contains { $0.contains(name) }, "\(name)")
    }
  }

  @Test(
    "a word that is no command is an error that names the nearest and the help to read",
    arguments: [
      ("help nosuch", "nosuch", "wurst --help"),
      ("genrate", "the nearest is 'generate'", "wurst --help"),
      ("gallery serch x", "the nearest is 'search'", "wurst gallery --help"),
      ("help gallery trsh", "the nearest is 'trash'", "wurst gallery --help"),
      ("gallery trash ad", "the nearest is 'add'", "wurst gallery trash --help"),
      ("'a red ball'", "'wurst generate' draws a prompt", "wurst --help"),
      ("help generate x", "no command 'x'", "wurst generate --help"),
    ])
  func unknown(arguments: String, words: String, help: String) throws {
    let result = try TemporaryFolder.withName {
      try Program(shell: "\"$WURST\" \(arguments)", in: $0).wait()
    }
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.errors.contains(words) && result.errors.contains("(see '\(help)')"))
  }

  @Test("the help of a command is asked for in both ways")
  func both() throws {
    try TemporaryFolder.withName { folder in
      for path in [["generate"], ["gallery", "trash", "add"], ["models"]] {
        let one = try Program(["help"] + path, in: folder).wait()
        let other = try Program(path + ["--help"], in: folder).wait()
        #expect(one.status == 0 && one.output == other.output && !one.output.isEmpty)
      }
    }
  }

  @Test(
    "what is wrong with a setting names its range and the help of its command",
    arguments: Parameters.all.compactMap(\.option?.name))
  func ranges(option: String) throws {
    // Words may be anything, and sizes are the model's to refuse.
    guard !["negative", "toward", "size", "count", "precision", "lora"].contains(option) else {
      return
    }
    let needed = option == "strength" ? ["--image", "a.png"] : []
    let result = try TemporaryFolder.withName {
      try Program(["generate", "a", "--\(option)", "-7777777"] + needed, in: $0).wait()
    }
    #expect(
      result.status == 64 && result.errors.contains("wurst generate --help"), "\(result.errors)")
    let hasRange = result.errors.contains(
      /[0-9] (to|and) [0-9]|[0-9]…[0-9]|within 0:1|falling from 1 to 0/)
    let hasNames = result.errors.contains("Please provide one of") || result.errors.contains("|")
    #expect(hasRange || hasNames, "\(result.errors)")
  }

  @Test("--version begins with a line for scripts and says what decides how pictures come out")
  func version() throws {
    let result = try TemporaryFolder.withName { try Program.run("--version", in: $0) }
    let lines = result.output.split(separator: "\n")
    #expect(lines.first == "wurst \(Version.number)" && result.status == 0)
    for name in ["Swift: 6.", "kernels: ", "threads: "] {
      #expect(lines.contains { $0.hasPrefix(name) }, "\(result.output)")
    }
  }
}
