package import Files
import Foundation
import Recipes

/// The models whose places the user has registered, kept in `models.json`.
package struct ModelRegistry: Equatable, Sendable {
  package private(set) var models: [String: Place] = [:]

  /// Where the folders and files of a model are.
  package struct Place: Codable, Hashable, Sendable {
    /// From the root.
    package var paths: [Path]
    /// The weights to prefer in diffusers folders.
    package var variant: String?

    package init(paths: [Path], variant: String? = nil) {
      self.paths = paths
      self.variant = variant
    }
  }

  private static let schema = 1
  private static let largest = 16 << 20

  private struct Content: Codable {
    var schema: Int
    var models: [String: Place]
  }

  private struct Version: Decodable {
    let schema: Int
  }

  /// Reads the registry at `path`; one that is not there is empty.
  package init(_ path: Path) throws(RegistryError) {
    let data: Data
    do throws(ReadError) {
      data = Data(try PlainFile.contents(path, atMost: Self.largest))
    } catch {
      switch error {
      case .missing: return
      case .unreadable(_, let reason): throw .unreadable(path: path, reason: reason)
      }
    }
    guard let version = try? JSONDecoder().decode(Version.self, from: data) else {
      throw .damaged(path: path, problem: "it is not the JSON of a registry")
    }
    guard version.schema <= Self.schema else { throw .newer(path: path, schema: version.schema) }
    guard let content = try? JSONDecoder().decode(Content.self, from: data) else {
      throw .damaged(path: path, problem: "an entry of it lacks its paths")
    }
    for (name, place) in content.models {
      if let problem = Self.problem(of: name) {
        throw .damaged(path: path, problem: "it names a model '\(name)': \(problem)")
      }
      guard !place.paths.isEmpty, place.paths.allSatisfy({ $0.isAbsolute }) else {
        throw .damaged(path: path, problem: "the paths of '\(name)' do not begin at the root")
      }
    }
    models = content.models
  }

  /// What keeps `name` from being given to a model; nil when nothing does.
  package static func problem(of name: String) -> String? {
    if name.isEmpty { return "it is empty" }
    if name.utf8.count > 100 { return "it is longer than 100 bytes" }
    if name.contains("/") { return "a slash would make it a path" }
    if name.contains(",") { return "a comma would make it several paths" }
    if name.hasPrefix("-") { return "it begins like an option" }
    if name.hasPrefix(".") { return "it begins with a dot, like a hidden file" }
    if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
      return "it begins or ends with a space"
    }
    for scalar in name.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        return "it has characters that cannot be seen"
      default: continue
      }
    }
    return nil
  }

  package mutating func add(_ name: String, _ place: Place) {
    precondition(Self.problem(of: name) == nil, name)
    models[name] = place
  }

  package mutating func remove(_ name: String) { models[name] = nil }

  /// Changes the registry at `path` as it is just then, while no other program does.
  ///
  /// - Returns: where a damaged registry was put, in place of which there is a new one.
  /// - Throws: `RegistryError`, `WriteError`, and what `change` throws; then nothing is changed.
  @discardableResult
  package static func change(
    _ path: Path, _ change: (inout ModelRegistry) throws -> Void
  ) throws -> Path? {
    try Folder.makeAll(path.folder)
    return try FileLock.hold(path.appending(".lock")) {
      var registry: ModelRegistry
      var isDamaged = false
      do {
        registry = try ModelRegistry(path)
      } catch RegistryError.damaged {
        registry = ModelRegistry()
        isDamaged = true
      }
      try change(&registry)
      return try Writing.whole {
        let aside = isDamaged ? try Folder.setAside(path) : nil
        try registry.save(path)
        return aside
      }
    }
  }

  private init() {}

  private func save(_ path: Path) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(Content(schema: Self.schema, models: models))
    try AtomicFile.write(Array(data) + [UInt8(ascii: "\n")], to: path)
  }
}

/// Why the registry of models cannot be used.
package enum RegistryError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(path: Path, reason: String)
  case damaged(path: Path, problem: String)
  case newer(path: Path, schema: Int)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason):
      "cannot read \(path), the list of registered models: \(reason)"
    case .damaged(let path, let problem):
      "\(path), the list of registered models, is damaged: \(problem); correct it, or add models "
        + "anew, for which it is put aside"
    case .newer(let path, let schema):
      "\(path), the list of registered models, has schema \(schema), which a newer wurst may read"
    }
  }
}
