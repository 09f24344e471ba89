package import Files

/// The folders that themes are looked for in, first match wins.
package struct ThemeFolders: Sendable {
  package static let defaultName = "dusk"

  package let folders: [Path]
  private let home: Path

  /// Far more than a theme takes.
  private static let maximumSize = 1 << 20

  package init(folders: [Path], home: Path = "/") {
    self.folders = folders
    self.home = home
  }

  /// `themes` in the user's configuration and data folders, where the program was installed, and in
  /// the package that it was built in.
  package init(_ installation: Installation) {
    home = installation.user.home
    let own = [installation.user.configuration, installation.user.data]
    folders =
      own.map { $0 / "themes" } + installation.folders("themes")
      + (installation.packageFolder.map { [$0 / "themes"] } ?? [])
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

  private func load(_ name: String, chain: [Path]) throws(ThemeError) -> Theme {
    guard let path = name.contains("/") ? Path(name).expandingHome(home) : find(name) else {
      if name == Theme.builtIn.name { return .builtIn }
      throw .notFound(name: name, searched: folders.map { $0 / "\(name).toml" })
    }
    if chain.contains(path) { throw .circular(path: path, chain: chain + [path]) }
    let file = try ThemeFile(Self.text(path), path: path)
    let title = path.stem
    guard let parent = file.parent else {
      return Theme.builtIn.overridden(name: title, by: file.appearances)
    }
    let base = try load(parent, chain: chain + [path])
    return base.overridden(name: title, by: file.appearances)
  }

  private static func text(_ path: Path) throws(ThemeError) -> String {
    do throws(ReadError) {
      let bytes = try PlainFile.contents(path, atMost: 1 << 20)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw ReadError.unreadable(path: path, reason: "it is not UTF-8 text")
      }
      return text
    } catch {
      switch error {
      case .missing: throw .unreadable(path: path, reason: "there is no such file")
      case .unreadable(_, let reason): throw .unreadable(path: path, reason: reason)
      }
    }
  }

  private func find(_ name: String) -> Path? {
    folders.map { $0 / "\(name).toml" }.first { $0.exists }
  }
}
