import Recipes
import Terminal

/// Applies `action` to `state` and says what else has to happen.
///
/// Depends on its arguments alone: the time is `state.now`, chance is `state.random`.
package func update(_ state: inout State, _ action: Action) -> [Effect] {
  let before = Moment(state)
  let effects = apply(action, to: &state)
  switch action {
  case .look, .models, .preferences, .opener: state.listCandidates()
  default: break
  }
  state.noteChange(since: before)
  return effects + state.readGallery() + state.foresee() + state.saveSession()
}

private func apply(_ action: Action, to state: inout State) -> [Effect] {
  if let expiry = state.message?.expiry, expiry <= state.now { state.message = nil }
  state.hints.expire(at: state.now)
  switch action {
  case .tick: break
  case .resized(let size): state.size = size
  case .focused(let isHere): state.notices.hasFocus = isHere
  case .continued: return [.program(.redraw)]
  case .key(let key):
    state.beforeEscape = key == .escape ? Standing(state) : nil
    return state.press(key)
  case .escapeWithdrawn:
    state.beforeEscape.take()?.restore(&state)
    // What the search had found is found again.
    if state.gallery.line?.isSearch ?? false { return state.gallery.list() }
  case .pasted(let line): return state.paste(line)
  case .graphics(let isOff, let isCoarse, let reason):
    let sentence = reason.prefix(1).uppercased() + reason.dropFirst()
    state.picturesAreOff = isOff ? sentence : nil
    state.picturesAreCoarse = isCoarse
    if isOff || isCoarse { state.say(.info, sentence) }
  case .terminal(let type, let standIn):
    state.say(
      .info, "\(type) is unknown here; drawing as \(standIn) (ncurses-term knows more terminals)")
  case .run(let id, let action): return state.note(action, of: id)
  case .settings(let action): state.note(action)
  case .drawing(let action): return state.note(action)
  case .styles(let action): return state.note(action)
  case .gallery(let action): return state.note(action)
  case .compare(let action): return state.note(action)
  case .models(let action): return state.note(action)
  case .opener(let action): state.note(action)
  case .room(let room): state.room = room
  case .mouse(let event): return state.note(event)
  case .look(.found(let offers)): state.look.take(offers)
  case .look(.ground(let ground)):
    state.look.ground = ground
    if state.look.name == ThemeFolders.automatic { return [.look(.list(on: ground))] }
  case .preferences(let action): return state.note(action)
  }
  return []
}

extension State {
  fileprivate mutating func press(_ key: Key) -> [Effect] {
    if size.isTooSmall {
      // Nothing that could be hit by accident works unseen.
      switch keymap.command(for: key, in: .preview) {
      case .program(.quit): return leave()
      case .drawing(.interrupt): return interrupt()
      default: return []
      }
    }
    if prefix != nil, key == .escape {
      (prefix, message) = (nil, nil)
      return []
    }
    if prefix == nil, key == .control("x"), keymap.hasControlX(in: place) {
      prefix = key
      say(.info, "\(key.name) …")
      return []
    }
    let key = prefix.take() == nil ? key : key.afterControlX
    // Where Shift means nothing the key is as without it.
    var command =
      keymap.command(for: key, in: place) ?? keymap.command(for: key.withoutShift, in: place)
    // What is typed into a number comes before the commands that letters are.
    if case .character(let character) = key, isTyped(character) || isStrayCross(character) {
      command = nil
    }
    let hadProblem = problem != nil
    message = nil
    // What closes a window does nothing else; other keys are meant for what lies under it.
    if hadProblem {
      switch command {
      case .go(.back), .drawing(.run), .take(.all): return []
      default: break
      }
    }
    if command != .program(.quit) { askedToLeave = nil }
    if let command { return perform(command) }
    switch key {
    case .alt("\r"): return press(.enter)
    case .alt(let character):
      // Escape and a key that came in one piece look like Alt and the key.
      return press(.escape) + press(.character(character))
    case .character(let character) where Places.fields.contains(place):
      return insert(String(character))
    case .character(let character) where place == .help: filterHelp { $0.append(character) }
    case .character(let character) where place == .settings: type(character)
    default: break
    }
    return []
  }

  /// Text that is pasted goes into the field in focus, from elsewhere into the prompt.
  fileprivate mutating func paste(_ line: PlainLine) -> [Effect] {
    guard !size.isTooSmall else { return [] }
    // A whole path takes the place of the folder that stands there.
    if place == .path, let first = line.text.first, "/~".contains(first) {
      return opener.edit { $0 = PromptField(line.text) }
    }
    if Places.fields.contains(place), place != .text { return insert(line.text) }
    guard !hasWindow, screen == .explore, comparison == nil else { return [] }
    message = nil
    if !isEditing { move(to: .prompt) }
    if let notice = line.notice { say(.notice, notice) }
    return insert(line.text)
  }

  /// Leaves the program; while a picture is drawn, only after asking.
  private mutating func leave() -> [Effect] {
    let wasAsked = askedToLeave.map { now - $0 <= Self.messageSeconds } ?? false
    if !drawing.isRunning || wasAsked { return [.program(.quit)] }
    askedToLeave = now
    let (quit, stop) = (keyName(.program(.quit)), keyName(.drawing(.interrupt)))
    say(.notice, "A picture is being drawn: \(quit) again quits, \(stop) stops it")
    return []
  }

  mutating func perform(_ command: Command) -> [Effect] {
    if let obstacle = obstacle(to: command) {
      say(.notice, obstacle)
      return []
    }
    switch command {
    case .program(.quit): return leave()
    case .program(.redraw): return [.program(.redraw)]
    case .program(.suspend): return [.program(.suspend)]
    case .go(let command): return go(command)
    case .help(let command): help(command)
    case .drawing(let command): return draw(command)
    case .edit(let command): return edit(command)
    case .history(let command): return recall(command)
    case .styles(let command): return style(command)
    case .variants(let command): return vary(command)
    case .zoom(let command): return magnify(command)
    case .view(.sides): showsSides.toggle()
    case .view(let command): drawing.change(command, tabs: tabs, channels: facts.channels)
    case .settings(let command): return adjust(command)
    case .gallery(let command): return browse(command)
    case .judge(let command): return judge(command)
    case .take(let command): return take(command)
    case .copy(let command): return copy(command)
    case .line(let command): return type(command)
    case .compare(let command): return compare(command)
    case .models(let command): return pick(command)
    case .opener(let command): return open(command)
    case .commandLine(let command): return typeCommand(command)
    case .preferences(let command): return adjust(command)
    }
    return []
  }
}
