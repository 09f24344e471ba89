package import Engine
package import Files
import Foundation

/// Finds models and the user's own files, wherever the program was put.
package struct ResourceLocator: Sendable {
  private let installation: Installation

  package static let defaultModel = "toy-scenes"

  package init(_ installation: Installation = Installation()) {
    self.installation = installation
  }

  /// The user's folder for wurst: kept pictures and models.
  package var dataFolder: String { installation.user.data }

  package var galleryFolder: String { dataFolder + "/gallery" }

  /// The places of models that the user has registered.
  ///
  /// - Throws: `RegistryError` when the file is damaged.
  package func registry() throws(RegistryError) -> ModelRegistry {
    try ModelRegistry(dataFolder + "/models.json")
  }

  /// The folders that hold models by name, in the order of search.
  package var modelFolders: [String] {
    // The built-in model is a resource of the engine.
    [dataFolder + "/models"] + installation.folders("models")
      + [installation.resources(of: "Engine")]
  }

  /// The models that are found by name, in alphabetical order, with their places.
  ///
  /// Those of a damaged registry are left out.
  package var models: [(name: String, path: String)] {
    var paths = folderModels
    for (name, place) in (try? registry())?.models ?? [:] {
      paths[name] = place.paths.joined(separator: ", ")
    }
    return paths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private var folderModels: [String: String] {
    var paths: [String: String] = [:]
    for folder in modelFolders {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let path = folder + "/" + name
        let isModel = FileManager.default.fileExists(atPath: path + "/model.json")
        // A folder that is searched earlier hides the others.
        if isModel && paths[name] == nil { paths[name] = path }
      }
    }
    return paths
  }

  /// Opens the model of this name, or the one at paths with commas between them.
  ///
  /// A name is looked for among the registered models, in the folders of models, and last as a
  /// path.
  ///
  /// - Throws: `RegistryError`, `ResourceError`, or `LoadingError` when a part is missing or damaged.
  package func open(_ name: String, variant: String? = nil) throws -> any ModelSource {
    let place = try place(of: name)
    let variant = variant ?? place.variant
    guard !place.isNamed else {
      return NamedModel(
        try ModelFiles.open(place.paths, name: name, variant: variant), name: name)
    }
    let paths = place.paths.map(FilePath.absolute)
    return try ModelFiles.open(
      place.paths, name: paths.joined(separator: ","), variant: variant)
  }

  /// The folders and files that `name` stands for.
  struct FoundPlace {
    let paths: [String]
    var variant: String?
    /// Whether `name` is a name, and not the paths themselves.
    let isNamed: Bool
  }

  func place(of name: String) throws -> FoundPlace {
    if name.contains("/") || name.contains(",") {
      return FoundPlace(paths: Self.paths(name), isNamed: false)
    }
    if let place = try registry().models[name] {
      return FoundPlace(paths: place.paths, variant: place.variant, isNamed: true)
    }
    do {
      return FoundPlace(paths: [try model(name)], isNamed: true)
    } catch {
      guard !name.isEmpty, FileManager.default.fileExists(atPath: name) else { throw error }
      return FoundPlace(paths: [name], isNamed: false)
    }
  }

  /// Pieces between commas that one path is looked for in.
  private static let longestPath = 8

  /// The paths in a list with commas between them.
  ///
  /// A path may have commas in it, so that of what could be one the longest that is there is.
  private static func paths(_ list: String) -> [String] {
    let pieces = list.split(separator: ",", omittingEmptySubsequences: false)
    var paths: [String] = []
    var first = 0
    while first < pieces.count {
      let ends = first + 1...min(first + Self.longestPath, pieces.count)
      let end = ends.reversed().first { end in
        let path = pieces[first..<end].joined(separator: ",")
        return !path.isEmpty && FileManager.default.fileExists(atPath: path)
      }
      paths.append(pieces[first..<(end ?? first + 1)].joined(separator: ","))
      first = end ?? first + 1
    }
    return paths.filter { !$0.isEmpty }
  }

  /// The folder of the model `name`, or `name` itself where it has a slash.
  package func model(_ name: String) throws(ResourceError) -> String {
    let candidates =
      name.contains("/") ? [name] : name.isEmpty ? [] : modelFolders.map { $0 + "/" + name }
    for candidate in candidates
    where FileManager.default.fileExists(atPath: candidate + "/model.json") {
      return candidate
    }
    throw .noModel(name: name, searched: candidates)
  }
}

/// Why a file that belongs to the program was not found.
package enum ResourceError: Error, Equatable, Sendable, CustomStringConvertible {
  case noModel(name: String, searched: [String])

  package var description: String {
    switch self {
    case .noModel(let name, let searched):
      "there is no model '\(name)' (see 'wurst models'); looked for model.json in "
        + (searched.isEmpty ? "no folder" : searched.joined(separator: ", "))
    }
  }
}
