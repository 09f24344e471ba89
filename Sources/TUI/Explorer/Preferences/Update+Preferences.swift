import Terminal

extension State {
  mutating func openPreferences() -> [Effect] {
    closeWindows()
    commitEntry()
    preferences.isOpen = true
    return [.preferences(.list), .look(.list(on: look.ground))]
      + (models.offers.isEmpty ? [.models(.list)] : [])
  }

  mutating func adjust(_ command: Command.Preferences) -> [Effect] {
    switch command {
    case .open: return openPreferences()
    case .up: preferences.select(preferences.selection - 1)
    case .down: preferences.select(preferences.selection + 1)
    case .first: preferences.select(0)
    case .last: preferences.select(preferences.rows.count - 1)
    case .less: return turnPreference(-1)
    case .more: return turnPreference(1)
    case .accept: return acceptPreference()
    case .clear:
      guard let marked = preferences.marked, marked.value != nil else { return [] }
      preferences.problem = nil
      return [.preferences(.set(marked.name, to: nil))]
    }
    return []
  }

  private mutating func turnPreference(_ offset: Int) -> [Effect] {
    guard let marked = preferences.marked,
      let next = preferences.neighbour(offset, in: options(of: marked))
    else { return [] }
    preferences.problem = nil
    return [.preferences(.set(marked.name, to: next))]
  }

  private mutating func acceptPreference() -> [Effect] {
    guard let marked = preferences.marked else { return [] }
    guard let field = preferences.field else {
      preferences.field = PromptField(marked.value ?? "")
      preferences.problem = nil
      return []
    }
    return [.preferences(.set(marked.name, to: field.isEmpty ? nil : field.text))]
  }

  mutating func note(_ action: Action.Preferences) -> [Effect] {
    switch action {
    case .found(let rows): preferences.rows = rows
    case .changed(let name, let value, let rows):
      preferences.rows = rows
      (preferences.field, preferences.problem) = (nil, nil)
      let row = preference(named: name)
      if !preferences.isOpen {
        let begin = row?.isAtOnce ?? false ? "" : ", from the next start on"
        let place = name.hasPrefix(Preference.galleryFolder) ? "" : ", as config.toml has it now"
        say(.success, "\(name) is \(value ?? row?.shown ?? "none")\(begin)\(place)")
      }
      return apply(name, value, isOverridden: row?.override != nil)
    case .failed(let reason):
      if preferences.isOpen { preferences.problem = reason } else { say(.error, reason) }
    }
    return []
  }

  /// What of a change is seen at once.
  private mutating func apply(_ name: String, _ value: String?, isOverridden: Bool) -> [Effect] {
    guard !isOverridden else { return [] }
    if name.hasPrefix(Preference.galleryFolder) { return [.gallery(.refresh)] }
    switch name {
    case "theme": look.choose(value ?? ThemeFolders.automatic)
    case "mouse": usesMouse = value != "false"
    case "notify": notices.areOn = value == "true"
    case "notify-after": notices.patience = value.flatMap { Int($0) } ?? Notices().patience
    case "title": notices.hasTitle = value != "false"
    case "editor": editor = value
    case "hints": hints.isOn = value != "false"
    default: break
    }
    return []
  }
}
