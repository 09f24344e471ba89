import ArgumentParser
import Files
import Gallery
import Recipes
import Terminal

/// What a shell offers in the place of a name: what there is just then, found without opening any of it.
enum Completions {
  static var models: CompletionKind { offer { allModels } }

  /// Those that can be forgotten.
  static var registeredModels: CompletionKind {
    offer { (try? ResourceLocator().registry())?.models.keys.sorted() ?? [] }
  }

  static var themes: CompletionKind { offer { allThemes } }

  static var presets: CompletionKind { offer { allPresets } }

  static var styles: CompletionKind {
    offer { StyleFile(environment: Invocation.environment).read().styles.map(\.name) }
  }

  static var galleryFolders: CompletionKind {
    offer { (try? OpenGallery().catalogue.folders())?.map(\.text) ?? [] }
  }

  static var searches: CompletionKind {
    offer { (try? OpenGallery().catalogue.savedSearches())?.map(\.name) ?? [] }
  }

  static var settings: CompletionKind { offer { ConfigurationKey.all.map(\.name) } }

  /// Values of the setting that was named before.
  static var settingValues: CompletionKind {
    .custom { words, index, _ in
      guard let set = words.firstIndex(of: "set"), set + 1 < index else { return [] }
      return switch words[set + 1] {
      case "model": allModels
      case "theme": allThemes
      case "preset": allPresets
      case let name: ConfigurationKey.named(name)?.options ?? []
      }
    }
  }

  private static var allModels: [String] { ResourceLocator().models.map(\.name) }

  private static var allThemes: [String] { [ThemeFolders.automatic] + ThemeCommand.folders.names }

  private static var allPresets: [String] {
    let own = PresetFile(UserFolders(environment: Invocation.environment)).all().presets
    return Preset.allCases.map(\.rawValue) + own.map(\.name)
  }

  /// Names, or what lies in a folder where a path was begun.
  private static func offer(_ names: @escaping @Sendable () -> [String]) -> CompletionKind {
    .custom { _, _, begun in begun.contains("/") ? paths(begun) : names() }
  }

  private static func paths(_ begun: String) -> [String] {
    let typed = begun[...(begun.lastIndex(of: "/") ?? begun.startIndex)]
    let entries = (try? Folder.entries(Path(typed: typed))) ?? []
    return entries.filter { !$0.name.hasPrefix(".") }.map { entry in
      typed + entry.name + (Folder.exists(entry.path) ? "/" : "")
    }.sorted()
  }
}
