import Files
import Foundation

/// The folders that themes are looked for in, first match wins.
package struct ThemeFolders: Sendable {
  package static let defaultName = "dusk"

  package let folders: [String]

  package init(folders: [String]) { self.folders = folders }

  /// `wurst/themes` in the user's configuration and data folders, `themes` beside the executable,
  /// `../share/wurst/themes` of it, and `themes` of the package it was built in.
  package init(environment: [String: String], executable: String) {
    let own = UserFolders(environment: environment)
    var folders = ["\(own.configuration)/themes", "\(own.data)/themes"]
    let place = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    folders.append(place.appendingPathComponent("themes").path)
    folders.append(
      place.deletingLastPathComponent().appendingPathComponent("share/wurst/themes").path)
    // .build/TRIPLE/release/wurst stands three folders below the package.
    if let build = place.pathComponents.lastIndex(where: { $0.hasPrefix(".build") }) {
      let root = place.pathComponents[..<build].dropFirst().joined(separator: "/")
      folders.append("/\(root)/themes")
    }
    self.folders = folders
  }

  /// Loads a theme by name, or from a file where `name` has a slash.
  ///
  /// With no name it is the default one, and the built-in theme where no file has it.
  package func load(_ name: String?) throws(ThemeError) -> Theme {
    guard let name else {
      if find(Self.defaultName) == nil { return .builtIn }
      return try load(Self.defaultName, chain: [])
    }
    return try load(name, chain: [])
  }

  private func load(_ name: String, chain: [String]) throws(ThemeError) -> Theme {
    guard let path = name.contains("/") ? name : find(name) else {
      if name == Theme.builtIn.name { return .builtIn }
      throw .notFound(name: name, searched: folders.map { "\($0)/\(name).toml" })
    }
    if chain.contains(path) { throw .circular(path: path, chain: chain + [path]) }
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .unreadable(path: path, reason: error.localizedDescription)
    }
    let file = try ThemeFile(text, path: path)
    let title = String(path.split(separator: "/").last ?? "theme").replacing(".toml", with: "")
    guard let parent = file.parent else {
      return Theme.builtIn.overridden(name: title, by: file.appearances)
    }
    let base = try load(parent, chain: chain + [path])
    return base.overridden(name: title, by: file.appearances)
  }

  private func find(_ name: String) -> String? {
    folders.map { "\($0)/\(name).toml" }.first { FileManager.default.fileExists(atPath: $0) }
  }
}
