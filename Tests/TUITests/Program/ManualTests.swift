import ArgumentParser
import Foundation
import TestSupport
import Testing
import wurst

/// The manual page that `packaging/manual` writes, against the program and its sources.
@Suite("The manual page")
struct ManualTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The page as text with macros, without the escapes of single characters.
  private static let page = Result { try written() }

  /// What the script writes; of one command where that is named.
  private static func written(_ arguments: String...) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = root.appending(path: "packaging/manual")
    process.arguments = [Program.path] + arguments
    process.standardOutput = output
    try process.run()
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: written, as: UTF8.self)
      .replacing("\\-", with: "-").replacing("\\(aq", with: "'").replacing("\\e", with: "\\")
  }

  /// The commands as the program describes them to other programs.
  private struct Description: Decodable {
    let command: Command

    struct Command: Decodable {
      let commandName: String
      let abstract: String
      var subcommands: [Command]?
      var arguments: [Argument]?
    }

    struct Argument: Decodable {
      var names: [Name]?
      // What is not displayed may have none.
      var abstract: String?
      let shouldDisplay: Bool
      let valueName: String
    }

    struct Name: Decodable {
      let name: String
      let kind: String
    }
  }

  @Test("every command and option is there, with what the program says of it")
  func commands() throws {
    let page = try Self.page.get()
    // By its title, the part of each command.
    var parts: [String: String] = [:]
    for part in page.components(separatedBy: "\n.Ss ").dropFirst() {
      parts[String(part.prefix { $0 != "\n" })] = part.components(separatedBy: "\n.Sh ")[0]
    }
    func check(_ command: Description.Command, below parent: String) throws {
      let name = parent + command.commandName
      var part = try #require(parts[name], "\(name) has no part")
      #expect(part.contains(command.abstract), "\(name)")
      // Groups of options that are described elsewhere.
      for reference in part.matches(of: /as under\n\.Sq (.+) \./) {
        part += try #require(parts[String(reference.1)])
      }
      let items = part.split(separator: "\n").filter { $0.hasPrefix(".It ") }
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        let names = (argument.names ?? [])
          .map { "Fl " + ($0.kind == "long" ? "-" : "") + $0.name }
        if names.contains("Fl -help") || names.contains("Fl -version"), !parent.isEmpty { continue }
        let labels = names.isEmpty ? ["Ar " + argument.valueName] : names
        for label in labels {
          #expect(items.contains { "\($0) ".contains(" \(label) ") }, "\(name) has no \(label)")
        }
        #expect(try part.contains(#require(argument.abstract)), "\(name): \(labels)")
      }
      for below in command.subcommands ?? [] where below.commandName != "help" {
        try check(below, below: name + " ")
      }
    }
    let help = try TemporaryFolder.withName { try Program.run("--experimental-dump-help", in: $0) }
    try check(
      JSONDecoder().decode(Description.self, from: Data(help.output.utf8)).command, below: "")
  }

  @Test("each command has a page of its own, with its examples and options")
  func pages() throws {
    let names = try Self.written("--names").split(separator: "\n").map(String.init)
    #expect(names == Wurst.configuration.subcommands.map { $0._commandName })
    for name in ["generate", "gallery"] {
      let page = try Self.written(name)
      #expect(page.contains("\n.Nm wurst-\(name)\n.Nd ") && page.contains("\n.Dl wurst \(name)"))
      #expect(page.contains("\n.It Fl -json"), "\(page)")
      // A quote would be taken for the macro's.
      #expect(!page.contains(/\n\.Dl [^\n]*"/))
    }
  }

  @Test("every key is there")
  func keys() throws {
    let page = try Self.page.get()
    let rows = try String(contentsOf: Self.root.appending(path: "docs/keys.md"), encoding: .utf8)
      .matches(of: /\n\| `(.+)` \| (.+) \|/)
    #expect(!rows.isEmpty)
    for row in rows {
      let keys = row.1.replacing("` `", with: ", ")
      #expect(page.contains(".It Ic \"\(keys)\"\n\(row.2)\n"), "\(keys)")
    }
  }

  @Test("every exit status is there, and no other")
  func statuses() throws {
    let page = try Self.page.get()
    let listed = page.matches(of: /\n\.It Li ([0-9]+)\n/).compactMap { Int32($0.1) }
    #expect(listed == Failure.Status.allCases.map(\.rawValue))
  }

  @Test("every variable of the environment that is read is there, and no other")
  func environment() throws {
    let sources = Self.root.appending(path: "Sources")
    let names = try #require(FileManager.default.enumerator(atPath: sources.path))
    // Read by the C library and by ArgumentParser.
    var read: Set<Substring> = ["LC_ALL", "LC_CTYPE", "LANG", "COLUMNS"]
    for case let name as String in names where name.hasSuffix(".swift") || name.hasSuffix(".c") {
      let text = try String(contentsOf: sources.appending(path: name), encoding: .utf8)
      // What looks like a variable, where the environment is spoken of.
      guard text.contains(/environment|getenv/) else { continue }
      read.formUnion(text.matches(of: /"([A-Z][A-Z_]{3,})"/).map(\.1))
    }
    let listed = try Self.page.get().matches(of: /\n\.It Ev (.+)\n/)
      .flatMap { $0.1.split(separator: " , ") }
    #expect(Set(listed) == read)
    #expect(Set(listed).count == listed.count)
  }
}
