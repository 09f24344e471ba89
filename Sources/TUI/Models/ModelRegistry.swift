package import Files
import Foundation
import Recipes
import Render

/// The models whose places the user has registered, kept in `models.json`.
package struct ModelRegistry: Sendable {
  package let path: Path
  package private(set) var models: [String: Place] = [:]

  /// Where the folders and files of a model are.
  package struct Place: Codable, Equatable, Sendable {
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

  private struct Content: Codable {
    var schema: Int
    var models: [String: Place]
  }

  private struct Version: Decodable {
    let schema: Int
  }

  /// Reads the registry at `path`; one that is not there is empty.
  package init(_ path: Path) throws(RegistryError) {
    self.path = path
    guard path.exists else { return }
    guard let file = try? PlainFile(path), let bytes = try? file.read(at: 0, count: file.count)
    else { throw .unreadable(path: path) }
    let data = Data(bytes)
    guard let version = try? JSONDecoder().decode(Version.self, from: data) else {
      throw .damaged(path: path, problem: "it is not the JSON of a registry")
    }
    guard version.schema == Self.schema else {
      throw .damaged(
        path: path, problem: "it has schema \(version.schema), which a newer wurst may read")
    }
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

  /// Writes the registry, and its folder where there is none.
  package func save() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(Content(schema: Self.schema, models: models))
    try? Folder.makeAll(path.folder)
    try AtomicFile.write(Array(data) + [UInt8(ascii: "\n")], to: path)
  }
}

/// Why the registry of models cannot be used.
package enum RegistryError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(path: Path)
  case damaged(path: Path, problem: String)

  package var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path), the list of registered models"
    case .damaged(let path, let problem):
      "\(path), the list of registered models, is damaged: \(problem); correct it, or move it away "
        + "and add the models again"
    }
  }
}
