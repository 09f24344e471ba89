package import Engine
import Foundation

/// Finds models and the user's own files, wherever the program was put.
package struct ResourceLocator: Sendable {
  /// The path of the running program, links resolved.
  package let executable: String
  /// The user's folder for wurst: kept pictures and models.
  package let dataFolder: String

  package static let defaultModel = "toy-scenes"

  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String = Self.runningExecutable
  ) {
    self.executable = executable
    dataFolder = UserFolders(environment: environment).data
  }

  package static var runningExecutable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }

  package var galleryFolder: String { dataFolder + "/gallery" }

  /// The folders that hold models by name, in the order of search.
  package var modelFolders: [String] {
    let beside = (executable as NSString).deletingLastPathComponent
    let above = (beside as NSString).deletingLastPathComponent
    return [
      dataFolder + "/models",
      beside + "/models",
      (above as NSString).appendingPathComponent("share/wurst/models"),
      // The build puts the built-in model there.
      beside + "/wurst_Engine.resources",
    ]
  }

  /// The models that are found by name, in alphabetical order, with their folders.
  package var models: [(name: String, path: String)] {
    var paths: [String: String] = [:]
    for folder in modelFolders {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        let path = folder + "/" + name
        let isModel = FileManager.default.fileExists(atPath: path + "/model.json")
        // A folder that is searched earlier hides the others.
        if isModel && paths[name] == nil { paths[name] = path }
      }
    }
    return paths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Opens the model of this name, or the one at paths with commas between them.
  ///
  /// - Throws: `ResourceError`, or `LoadingError` when a part is missing or damaged.
  package func open(_ name: String, variant: String? = nil) throws -> any ModelSource {
    let paths = name.split(separator: ",").map(String.init)
    if paths.count > 1 || paths.contains(where: { $0.contains("/") }) {
      return try ModelFiles.open(paths, name: name, variant: variant)
    }
    return try ModelFiles.open([try model(name)], name: name, variant: variant)
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
      "there is no model '\(name)'; looked for model.json in "
        + (searched.isEmpty ? "no folder" : searched.joined(separator: ", "))
    }
  }
}
