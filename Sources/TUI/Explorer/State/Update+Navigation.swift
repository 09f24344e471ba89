extension State {
  mutating func go(_ command: Command.Go) -> [Effect] {
    switch command {
    case .back: return back()
    case .nextPart:
      if place == .text, let effects = completeAtTab() { return effects }
      move(to: neighbour(1))
    case .previousPart: move(to: neighbour(-1))
    case .prompt: move(to: .prompt)
    case .negative: move(to: .negative)
    case .settings: move(to: .settings)
    case .explorer:
      closeWindows()
      (comparison, zoom) = (nil, nil)
      screen = .explore
      return leaveLine()
    case .gallery:
      closeWindows()
      (comparison, zoom) = (nil, nil)
      commitEntry()
      screen = .gallery
      return gallery.open()
    }
    return []
  }

  mutating func help(_ command: Command.Help) {
    switch command {
    case .toggle:
      let (wasOpen, here) = (help.isOpen, place)
      closeWindows()
      help = HelpState(isOpen: !wasOpen, over: here)
    case .deleteBackward: filterHelp { _ = $0.popLast() }
    case .up: scrollHelp { _ in -1 }
    case .down: scrollHelp { _ in 1 }
    // One line of the page before stays.
    case .pageUp: scrollHelp { 1 - $0.height }
    case .pageDown: scrollHelp { $0.height - 1 }
    case .first: scrollHelp { -$0.lines.count }
    case .last: scrollHelp { $0.lines.count }
    }
  }

  private mutating func scrollHelp(by lines: (HelpPage) -> Int) {
    let page = HelpPage(keymap, help, in: size)
    help.scroll(lines(page), on: page)
  }

  /// Changes what is looked for in the help.
  mutating func filterHelp(_ change: (inout String) -> Void) {
    help.change { change(&$0) }
  }

  mutating func move(to focus: Focus) {
    commitEntry()
    self.focus = focus
    drawing.deselect()
  }

  mutating func closeWindows() {
    leaveCommandLine()
    help.isOpen = false
    preferences.close()
    models.isOpen = false
    opener.close()
    gallery.isCopying = false
    drawing.finder = nil
    styles.selection = nil
    variants = nil
  }

  private mutating func back() -> [Effect] {
    if commandEntry != nil {
      leaveCommandLine()
    } else if help.isOpen, !help.filter.isEmpty {
      help.change { $0 = "" }
    } else if preferences.field != nil {
      (preferences.field, preferences.problem) = (nil, nil)
    } else if hasWindow {
      closeWindows()
    } else if zoom != nil {
      zoom = nil
    } else if comparison != nil {
      comparison = nil
    } else if screen == .gallery {
      if gallery.line != nil { return leaveLine() }
      if gallery.marks.anchor != nil {
        gallery.marks.anchor = nil
      } else if gallery.detail != nil {
        gallery.detail = nil
      } else {
        screen = .explore
      }
    } else if settings.entry != nil {
      settings.entry = nil
    } else {
      let wasEditing = isEditing
      move(to: .preview)
      if wasEditing { return hint(.leftText) }
    }
    return []
  }

  private func neighbour(_ offset: Int) -> Focus {
    let all = Focus.allCases
    let index = all.firstIndex(of: focus) ?? 0
    return all[(index + offset + all.count) % all.count]
  }
}
