import Files
package import Gallery

/// What `config.toml` can hold, for the explorer and `wurst config set`, and the gallery's folders.
package struct UserPreferences: Preferences {
  private let file: ConfigurationFile
  /// Whose folders are among them.
  private let gallery: GalleryCatalogue?
  /// What goes before the file while the program runs, by the name of the setting.
  private let overrides: [String: String]

  package init(
    _ file: ConfigurationFile, overrides: [String: String] = [:], gallery: GalleryCatalogue? = nil
  ) {
    self.file = file
    self.overrides = overrides
    self.gallery = gallery
  }

  private static let atOnce: Set = [
    "theme", "mouse", "notify", "notify-after", "title", "editor", "hints",
  ]

  package func all() -> [Preference] {
    let configuration = file.read().configuration
    return ConfigurationKey.all.map { key in
      Preference(
        name: key.name, help: key.help, wanted: key.wanted, usual: key.usual,
        value: key.value(in: configuration)?.typed, options: key.options,
        override: overrides[key.name], isAtOnce: Self.atOnce.contains(key.name))
    } + folders
  }

  /// A row for each folder that was added to the gallery, and one for the next.
  private var folders: [Preference] {
    guard let gallery, let folders = try? gallery.folders() else { return [] }
    let home = UserFolders(environment: Invocation.environment).home
    return (0...folders.count).map { index in
      Preference(
        name: Preference.galleryFolder + "\(index + 1)",
        help: "Another folder of pictures that the gallery shows, in which nothing is changed.",
        wanted: "the path of a folder", usual: "none",
        value: index < folders.count ? folders[index].abbreviated(home).text : nil, isAtOnce: true)
    }
  }

  private func setFolder(_ name: String, to value: String?, in gallery: GalleryCatalogue) throws {
    let folders = try gallery.folders()
    let number = Int(name.dropFirst(Preference.galleryFolder.count)) ?? 0
    let old = folders.indices.contains(number - 1) ? folders[number - 1] : nil
    let new = value.map { Path(typed: $0).absolute }
    guard old != new else { return }
    // What cannot be added takes nothing away.
    if let old { try gallery.removeFolder(old) }
    do {
      if let new { try gallery.addFolder(new) }
    } catch {
      if let old { try gallery.addFolder(old) }
      throw error
    }
  }

  package func set(_ name: String, to value: String?) throws {
    if let gallery, name.hasPrefix(Preference.galleryFolder) {
      return try setFolder(name, to: value, in: gallery)
    }
    guard let key = ConfigurationKey.named(name) else {
      throw Failure("there is no setting '\(name)'; 'wurst config' lists those there are", .usage)
    }
    let typed = value.map(ConfigurationValue.init(typed:))
    var trial = Configuration()
    if let typed, let value, !key.take(&trial, typed) {
      throw Failure("\(name) cannot be '\(value)'; \(key.wanted) is wanted", .usage)
    }
    if let value, let problem = NamedThings.problem(name, value) {
      throw Failure("\(name) cannot be '\(value)': \(problem)", .missing)
    }
    do {
      try file.set(key, to: typed)
    } catch let problem as ConfigurationProblem {
      throw Failure(problem.description, .damaged)
    }
  }
}
