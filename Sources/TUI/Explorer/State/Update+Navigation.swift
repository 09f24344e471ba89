extension State {
  mutating func go(_ command: Command.Go) -> [Effect] {
    switch command {
    case .back: back()
    case .nextPart: move(to: neighbour(1))
    case .previousPart: move(to: neighbour(-1))
    case .prompt: move(to: .prompt)
    case .negative: move(to: .negative)
    case .settings: move(to: .settings)
    case .explorer:
      closeWindows()
      screen = .explore
    case .gallery:
      closeWindows()
      commitEntry()
      screen = .gallery
      return gallery.open()
    }
    return []
  }

  mutating func help(_ command: Command.Help) {
    switch command {
    case .toggle:
      let wasOpen = help.isOpen
      closeWindows()
      help = HelpState(isOpen: !wasOpen)
    case .up: help.scroll(-1, on: HelpPage(keymap, in: size))
    case .down: help.scroll(1, on: HelpPage(keymap, in: size))
    }
  }

  mutating func move(to focus: Focus) {
    commitEntry()
    self.focus = focus
  }

  mutating func closeWindows() {
    help.isOpen = false
    models.isOpen = false
    opener.close()
  }

  private mutating func back() {
    if hasWindow {
      closeWindows()
    } else if screen == .gallery {
      screen = .explore
    } else if settings.entry != nil {
      settings.entry = nil
    } else {
      focus = .preview
    }
  }

  private func neighbour(_ offset: Int) -> Focus {
    let all = Focus.allCases
    let index = all.firstIndex(of: focus) ?? 0
    return all[(index + offset + all.count) % all.count]
  }
}
