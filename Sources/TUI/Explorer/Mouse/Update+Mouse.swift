import Terminal

// What is under the mouse is asked of the frame, so that what is seen is what is meant.

extension State {
  mutating func note(_ event: MouseEvent) -> [Effect] {
    guard !size.isTooSmall else { return [] }
    let point = Point(x: event.column, y: event.row)
    let isOnPicture = zoomArea.contains(point)
    if place == .zoomed, problem == nil, isOnPicture { return note(zoomed: event) }
    if place == .comparing, problem == nil, part(at: point) == .picture {
      return note(compared: event)
    }
    switch event.kind {
    case .press: return click(at: point)
    case .wheelUp: return turnWheel(at: point, up: true)
    case .wheelDown: return turnWheel(at: point, up: false)
    case .drag:
      if drawing.isSelecting, place == .text {
        let cursor = cursor(at: point)
        drawing[side].select { $0.move(to: cursor) }
      }
    case .release: drawing.isSelecting = false
    }
    return []
  }

  /// Puts the cursor where the mouse is, from where it may be dragged over the text.
  private mutating func hold(_ focus: Focus, at point: Point) {
    let wasFocused = self.focus == focus
    move(to: focus)
    drawing[side].move(to: cursor(at: point, isFocused: wasFocused))
    drawing.isSelecting = true
  }

  private func cursor(at point: Point, isFocused: Bool = true) -> Int {
    let area = side == .negative ? layout.negative : layout.prompt
    return drawing[side].place(at: point, in: area, isFocused: isFocused)
  }

  private func part(at point: Point) -> Part? { Frame(self).id(at: point) }

  private mutating func click(at point: Point) -> [Effect] {
    let (part, hadProblem) = (part(at: point), problem != nil)
    message = nil
    askedToLeave = nil
    // A click closes the window of an error, wherever it is.
    if hadProblem { return [] }
    if hasWindow || commandEntry != nil { return clickWindow(part) }
    switch part {
    case .button(let command): return perform(command)
    case .screen(.explore): return go(.explorer)
    case .screen(.gallery): return go(.gallery)
    case .prompt: hold(.prompt, at: point)
    case .negative: hold(.negative, at: point)
    case .setting(let setting):
      move(to: .settings)
      settings.marked = setting
    case .tab(let tab):
      move(to: .preview)
      drawing.look(at: tab)
    case .picture where screen == .explore && comparison == nil: move(to: .preview)
    case .kept(let index): gallery.select(index)
    default: break
    }
    return []
  }

  private mutating func clickWindow(_ part: Part?) -> [Effect] {
    switch part {
    case .button(let command): return perform(command)
    case .window: return []
    case .model(let index):
      if index == models.selection { return pick(.choose) }
      models.select(index)
    case .candidate(let index):
      if commandEntry != nil {
        let isMarked = index == commandEntry?.chosen ?? 0
        let before = commandEntry?.chosen ?? 0
        commandEntry?.move(index - before)
        return isMarked ? perform(.commandLine(.accept)) : afterCommandChange()
      }
      if index == opener.window?.selection { return open(.accept) }
      opener.mark(index)
    case .style(let index):
      styles.selection = index
      return style(.toggle)
    case .variant(let index): variants?.select(index)
    case .earlier(let index):
      if index == drawing.finder?.selection { return recall(.accept) }
      drawing.finder?.select(index)
    case .preference(let index):
      if index == preferences.selection { return adjust(.accept) }
      preferences.select(index)
    // Beside a window it is closed, and nothing else happens.
    default: return go(.back)
    }
    return []
  }

  private mutating func turnWheel(at point: Point, up: Bool) -> [Effect] {
    let offset = up ? -1 : 1
    if commandEntry != nil {
      commandEntry?.move(offset)
      return afterCommandChange()
    }
    if help.isOpen {
      let command: Command.Help = up ? .up : .down
      for _ in 0..<3 { help(command) }
      return []
    }
    if preferences.isOpen { return perform(.preferences(up ? .up : .down)) }
    if models.isOpen { return pick(up ? .up : .down) }
    if opener.window != nil { return open(up ? .up : .down) }
    if styles.isOpen { return style(up ? .up : .down) }
    if variants != nil { return vary(up ? .up : .down) }
    if drawing.finder != nil { return recall(up ? Command.History.up : .down) }
    if hasWindow || problem != nil { return [] }
    if comparison != nil { return [] }
    if screen == .gallery { return browse(up ? .up : .down) }
    switch part(at: point) {
    case .setting(let setting):
      move(to: .settings)
      settings.marked = setting
      return perform(.settings(up ? .increase : .decrease))
    case .tab: return perform(.view(up ? .previousTab : .nextTab))
    case .picture where up: return perform(.zoom(.toggle))
    default: return []
    }
  }
}
