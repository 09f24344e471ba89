package import Files
import TOMLKit

/// The file `config.toml`: read leniently, changed line by line.
package struct ConfigurationFile: Sendable {
  package let path: Path

  private static let largest = 1 << 20

  package init(_ path: Path) { self.path = path }

  /// What the file sets, and what of it cannot be used, each a problem of one line.
  ///
  /// Of a file that is no TOML nothing is used; one that is not there sets nothing.
  package func read() -> (configuration: Configuration, problems: [ConfigurationProblem]) {
    do throws(ConfigurationProblem) {
      return try read(Self.text(of: path, atMost: Self.largest))
    } catch {
      return (Configuration(), [error])
    }
  }

  /// Makes `key` stand for `value` in the file, or for nothing; all other lines stay as they are.
  ///
  /// - Throws: `ConfigurationProblem` for a file that is damaged, which is left as it is, and `WriteError`.
  package func set(_ key: ConfigurationKey, to value: ConfigurationValue?) throws {
    try Folder.makeAll(path.folder)
    try FileLock.hold(path.appending(".lock")) {
      let before = try Self.text(of: path, atMost: Self.largest)
      var text = ConfigurationText(before)
      text.set(key.name, to: value?.toml)
      var wanted = try settings(before)
      wanted[key.name] = value.map(Optional.some)
      guard (try? settings(text.text)) == wanted
      else {
        throw ConfigurationProblem(
          path: path, line: ConfigurationText(before).line(of: key.name),
          reason: "\(key.name) is written in a way that only 'wurst config edit' can change")
      }
      try Writing.whole { _ = try AtomicFile.write(Array(text.text.utf8), to: path) }
    }
  }

  /// What a text sets, as it stands there.
  private func settings(
    _ text: String
  ) throws(ConfigurationProblem) -> [String: ConfigurationValue?] {
    Dictionary(Self.leaves(of: try table(text))) { $1 }
  }

  /// The text of a file that the user may write by hand; empty where there is none.
  static func text(
    of path: Path, atMost largest: Int
  ) throws(ConfigurationProblem) -> String {
    let bytes: [UInt8]
    do throws(ReadError) {
      bytes = try PlainFile.contents(path, atMost: largest)
    } catch {
      if case .missing = error { return "" }
      throw ConfigurationProblem(path: path, reason: "\(error)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConfigurationProblem(path: path, reason: "it is not UTF-8 text")
    }
    return text
  }

  private func read(
    _ text: String
  ) throws(ConfigurationProblem) -> (
    configuration: Configuration, problems: [ConfigurationProblem]
  ) {
    let table = try table(text)
    var configuration = Configuration()
    let lines = ConfigurationText(text)
    var problems: [ConfigurationProblem] = []
    func complain(_ name: String, _ reason: String) {
      problems.append(
        ConfigurationProblem(path: path, line: lines.line(of: name), reason: "\(name): \(reason)"))
    }
    for (name, value) in Self.leaves(of: table) {
      if name.hasPrefix(Rebinding.table + ".") {
        do throws(Rebinding.Problem) {
          configuration.rebindings.append(try Rebinding(name, value))
        } catch {
          complain(name, error.reason)
        }
      } else if let key = ConfigurationKey.named(name) {
        guard let value, key.take(&configuration, value) else {
          complain(name, "\(key.wanted) is wanted; \(key.usual) is used")
          continue
        }
      } else {
        complain(name, "there is no such setting; 'wurst config' lists those there are")
      }
    }
    return (configuration, problems)
  }

  private func table(_ text: String) throws(ConfigurationProblem) -> TOMLTable {
    if let line = TOMLText.brokenHeading(text) {
      throw ConfigurationProblem(
        path: path, line: line, reason: "\(TOMLText.headingProblem); nothing of the file is used")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationProblem(
        path: path, line: error.source.begin.line,
        reason: "\(error.description); nothing of the file is used")
    } catch {
      throw ConfigurationProblem(path: path, reason: "\(error)")
    }
  }

  /// The values of a table and of the tables in it, by their names with dots; nil for a value of
  /// another kind than a setting can have.
  private static func leaves(
    of table: TOMLTable, in parents: [String] = []
  ) -> [(name: String, value: ConfigurationValue?)] {
    table.keys.flatMap { key -> [(name: String, value: ConfigurationValue?)] in
      let path = parents + [key]
      guard let value = table[key] else { return [] }
      if let inner = value.table, path.count < 4 { return leaves(of: inner, in: path) }
      let found =
        value.string.map(ConfigurationValue.text) ?? value.bool.map(ConfigurationValue.flag)
        ?? value.int.map(ConfigurationValue.whole)
      return [(path.joined(separator: "."), found)]
    }
  }
}

/// What of the configuration cannot be used, where it stands.
package struct ConfigurationProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let path: Path
  /// Counted from 1; nil where no line is meant.
  package let line: Int?
  package let reason: String

  init(path: Path, line: Int? = nil, reason: String) {
    self.path = path
    self.line = line
    self.reason = reason
  }

  package var description: String { "\(path)\(line.map { ", line \($0)" } ?? ""): \(reason)" }
}
