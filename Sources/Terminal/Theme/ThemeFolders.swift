package import Files

/// The folders that themes are looked for in, first match wins.
package struct ThemeFolders: Sendable {
  /// The name for the theme that suits the terminal's background.
  package static let automatic = "auto"

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
  /// With no name, or that of `automatic`, it is the one that suits `ground`; one that is not made for
  /// `ground` has a background of its own.
  package func load(_ name: String?, on ground: Ground = .unknown) throws(ThemeError) -> Theme {
    guard let name, name != Self.automatic else {
      return find(ground.theme) == nil ? .builtIn : try load(ground.theme, chain: [])
    }
    return try load(name, chain: []).fitted(to: ground)
  }

  /// The names of all themes there are.
  package var names: [String] {
    let found = folders.flatMap { (try? Folder.entries($0)) ?? [] }
      .filter { $0.kind != .folder && $0.name.hasSuffix(Self.ending) }
      .map { String($0.name.dropLast(Self.ending.count)) }
    return Set(found).union([Theme.builtIn.name]).sorted()
  }

  /// The file of a theme; nil for one that is built in alone.
  package func file(of name: String) -> Path? {
    name.contains("/") ? Path(name).expandingHome(home) : find(name)
  }

  private static let ending = ".toml"

  private func load(_ name: String, chain: [Path]) throws(ThemeError) -> Theme {
    guard let path = file(of: name) else {
      if name == Theme.builtIn.name { return .builtIn }
      throw .notFound(name: name, searched: folders.map { $0 / "\(name).toml" })
    }
    if chain.contains(path) || chain.count > 20 {
      throw .circular(path: path, chain: chain + [path])
    }
    let file = try ThemeFile(Self.text(path), path: path)
    let title = path.stem
    // A theme of that name that inherits from it means the one that is built in.
    guard let parent = file.parent, !(parent == Theme.builtIn.name && title == parent) else {
      return Theme.builtIn.overridden(name: title, by: file)
    }
    let base = try load(parent, chain: chain + [path])
    return base.overridden(name: title, by: file)
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
