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

  /// The user's own folders.
  package var user: UserFolders { installation.user }

  package var galleryFolder: Path { user.data / "gallery" }

  /// The file of the models that the user has registered.
  package var registryFile: Path { user.data / "models.json" }

  /// The places of models that the user has registered.
  ///
  /// - Throws: `RegistryError` when the file is damaged.
  package func registry() throws(RegistryError) -> ModelRegistry { try ModelRegistry(registryFile) }

  /// The folders that hold models by name, in the order of search.
  package var modelFolders: [Path] {
    // The built-in model is a resource of the engine.
    [user.data / "models"] + installation.folders("models")
      + [installation.resources(of: "Engine")]
  }

  /// The models that are found by name, in alphabetical order, with their places.
  ///
  /// Those of a damaged registry are left out.
  package var models: [(name: String, place: String)] {
    places(registry: try? registry()).map {
      ($0.name, $0.place.paths.map(\.text).joined(separator: ", "))
    }
  }

  /// The same with what each name stands for.
  func places(registry: ModelRegistry?) -> [(name: String, place: ModelRegistry.Place)] {
    folderModels.mapValues { ModelRegistry.Place(paths: [$0]) }
      .merging(registry?.models ?? [:]) { $1 }
      .sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private var folderModels: [String: Path] {
    var paths: [String: Path] = [:]
    for folder in modelFolders {
      for entry in (try? Folder.entries(folder)) ?? [] {
        let isModel = (entry.path / "model.json").exists
        // A folder that is searched earlier hides the others.
        if isModel && paths[entry.name] == nil { paths[entry.name] = entry.path }
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
    let found = try place(of: name)
    var place = found.place
    place.variant = variant ?? place.variant
    if found.isNamed { return try open(name, place) }
    let name = place.paths.map(\.absolute.text).joined(separator: ",")
    return try ModelFiles.open(place.paths, name: name, variant: place.variant)
  }

  /// Opens what the name of a model stands for.
  func open(_ name: String, _ place: ModelRegistry.Place) throws(LoadingError) -> any ModelSource {
    NamedModel(
      try ModelFiles.open(place.paths, name: name, variant: place.variant), name: name)
  }

  /// The folders and files that `name` stands for.
  struct FoundPlace {
    let place: ModelRegistry.Place
    /// Whether `name` is a name, and not the paths themselves.
    let isNamed: Bool
  }

  func place(of name: String) throws -> FoundPlace {
    // A path may have a comma in it.
    if name.contains("/") && Path(typed: name).exists {
      return FoundPlace(place: .init(paths: [Path(typed: name)]), isNamed: false)
    }
    if name.contains("/") || name.contains(",") {
      let paths = name.split(separator: ",").map { Path(typed: $0) }
      return FoundPlace(place: .init(paths: paths), isNamed: false)
    }
    // A damaged registry is in the way of none but the models that it may have named.
    let registry = Result { () throws(RegistryError) in try self.registry() }
    if let place = try? registry.get().models[name] {
      return FoundPlace(place: place, isNamed: true)
    }
    do {
      return FoundPlace(place: .init(paths: [try model(name)]), isNamed: true)
    } catch {
      if !name.isEmpty, Path(typed: name).exists {
        return FoundPlace(place: .init(paths: [Path(typed: name)]), isNamed: false)
      }
      _ = try registry.get()
      throw error
    }
  }

  /// The folder of the model `name`, or `name` itself where it has a slash.
  package func model(_ name: String) throws(ResourceError) -> Path {
    let candidates =
      name.contains("/") ? [Path(typed: name)] : name.isEmpty ? [] : modelFolders.map { $0 / name }
    for candidate in candidates
    where (candidate / "model.json").exists {
      return candidate
    }
    throw .noModel(name: name, searched: candidates)
  }
}

/// Why a file that belongs to the program was not found.
package enum ResourceError: Error, Equatable, Sendable, CustomStringConvertible {
  case noModel(name: String, searched: [Path])

  package var description: String {
    switch self {
    case .noModel(let name, let searched):
      "there is no model '\(name)' (see 'wurst models'); looked for model.json in "
        + (searched.isEmpty ? "no folder" : searched.map(\.description).joined(separator: ", "))
    }
  }
}
