package import Files
package import Recipes
import TOMLKit
import Terminal

/// The file `presets.toml`: a table for each preset of the user's own.
package struct PresetFile: PresetShelf {
  package let path: Path

  private static let largest = 1 << 20

  package init(_ path: Path) { self.path = path }

  /// That of the user.
  package init(_ user: UserFolders) { self.init(user.configuration / "presets.toml") }

  package func all() -> (presets: [OwnPreset], problem: String?) {
    do throws(ConfigurationProblem) {
      let (presets, problems) = try read(ConfigurationFile.text(of: path, atMost: Self.largest))
      return (presets, problems.first?.description)
    } catch {
      return ([], error.description)
    }
  }

  package func save(_ preset: OwnPreset) throws {
    try change { presets, text in
      guard presets.count < OwnPreset.most || presets.contains(where: { $0.name == preset.name })
      else { throw ConfigurationProblem(path: path, reason: "it has \(OwnPreset.most) presets") }
      let section = try PresetTable(stageC: preset.stageC, stageB: preset.stageB)
        .toml(named: preset.name)
      let rest = Self.without(preset.name, text)
      return rest + (rest.isEmpty || rest.hasSuffix("\n") ? "" : "\n") + section + "\n"
    }
  }

  package func forget(_ name: String) throws {
    try change { presets, text in
      guard presets.contains(where: { $0.name == name }) else {
        throw ConfigurationProblem(path: path, reason: "there is no preset “\(name)”")
      }
      return Self.without(name, text)
    }
  }

  /// Writes what `body` makes of the text, where that can be read again.
  ///
  /// - Throws: `ConfigurationProblem` for a file that is damaged, which is left as it is, and `WriteError`.
  private func change(_ body: ([OwnPreset], String) throws -> String) throws {
    try Folder.makeAll(path.folder)
    try FileLock.hold(path.appending(".lock")) {
      let before = try ConfigurationFile.text(of: path, atMost: Self.largest)
      let changed = try body(try read(before).presets, before)
      _ = try read(changed)
      try Writing.whole { _ = try AtomicFile.write(Array(changed.utf8), to: path) }
    }
  }

  /// The text without the tables of a preset.
  private static func without(_ name: String, _ text: String) -> String {
    var isOwn = false
    let (lines, end) = TOMLText.lines(text)
    let rest = lines.filter { line in
      let heading = line.drop { $0 == " " }
      if heading.hasPrefix("[") {
        let inner = heading.dropFirst().drop { $0 == " " }.prefix { $0 != "]" && $0 != "." }
        isOwn = inner.filter { $0 != " " && $0 != "\"" && $0 != "'" } == name
      }
      return !isOwn
    }
    return rest.joined(separator: end)
  }

  /// The presets of a text by name, and what of it cannot be used.
  private func read(
    _ text: String
  ) throws(ConfigurationProblem) -> (presets: [OwnPreset], problems: [ConfigurationProblem]) {
    if let (line, reason) = TOMLText.problem(text) {
      throw ConfigurationProblem(path: path, line: line, reason: reason)
    }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigurationProblem(
        path: path, line: error.source.begin.line, reason: error.description)
    } catch {
      throw ConfigurationProblem(path: path, reason: "\(error)")
    }
    var presets: [OwnPreset] = []
    var problems: [ConfigurationProblem] = []
    for name in table.keys.sorted().prefix(OwnPreset.most) {
      func complain(_ reason: String, at key: String = "") {
        problems.append(
          ConfigurationProblem(path: path, line: Self.line(of: name, key, text), reason: reason))
      }
      if let problem = OwnPreset.problem(withName: name) {
        complain(problem)
        continue
      }
      guard let inner = table[name]?.table else {
        complain("a preset is a table, as [\(name).stageC]")
        continue
      }
      for key in PresetTable.unknownKeys(of: inner) {
        complain("\(name): nothing is called \(key.printable.truncated(to: 60))", at: key)
      }
      do throws(PresetTable.Problem) {
        let stored = try PresetTable(inner)
        let preset = OwnPreset(name: name, stageC: stored.stageC, stageB: stored.stageB)
        if let problem = preset.problem {
          complain("\(name): \(problem.reason)", at: problem.key)
        } else {
          presets.append(preset)
        }
      } catch {
        complain("\(name): \(error.key) \(error.reason)", at: error.key)
      }
    }
    return (presets, problems)
  }

  /// The line of a key of a preset, or of what it lies in, or the first with the preset's tables.
  private static func line(of name: String, _ key: String, _ text: String) -> Int? {
    let lines = ConfigurationText(text)
    var parts = key.split(separator: ".")
    while !parts.isEmpty {
      if let line = lines.line(of: "\(name).\(parts.joined(separator: "."))") { return line }
      parts.removeLast()
    }
    return TOMLText.lines(text).lines
      .firstIndex { $0.contains("[") && $0.contains(name) || $0.hasPrefix(name) }.map { $0 + 1 }
  }
}
