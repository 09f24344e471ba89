import Terminal

extension State {
  /// Where keys are looked up.
  package var place: Places {
    if commandEntry != nil { return .command }
    if help.isOpen { return .help }
    if preferences.isOpen { return preferences.field == nil ? .preferences : .value }
    if models.isOpen { return .models }
    if styles.isOpen { return .styling }
    if variants != nil { return .varying }
    if drawing.finder != nil, screen == .explore, comparison == nil { return .finding }
    if opener.window != nil { return .path }
    if zoom != nil { return .zoomed }
    if comparison != nil { return .comparing }
    if screen == .gallery {
      if gallery.line != nil { return .line }
      return gallery.isCopying ? .copying : .gallery
    }
    switch focus {
    case .prompt, .negative: return .text
    case .settings: return .settings
    case .preview: return .preview
    }
  }

  /// The name of the key for `command`, for a sentence.
  package func keyName(_ command: Command, in places: Places = .everywhere) -> String {
    keymap.name(of: command, in: places)
  }
}
