import Engine
import Terminal

/// Applies `action` to `state` and says what else has to happen.
///
/// Depends on its arguments alone: the time is `state.now`, chance is `state.random`.
package func update(_ state: inout State, _ action: Action) -> [Effect] {
  if let expiry = state.message?.expiry, expiry <= state.now { state.message = nil }
  switch action {
  case .tick: return []
  case .resized(let size):
    state.size = size
    return []
  case .continued:
    return [.redraw]
  case .key(let key): return state.press(key)
  case .pasted(let text): return state.paste(text)
  case .stage(let run, let event, let time): return state.note(event, run: run, at: time)
  case .ended(let run, let result, let time): return state.end(run, result, at: time)
  case .tokenColours(let table):
    state.preview.note(table)
    return []
  case .tokenColoursFailed(let reason):
    state.preview.tokenColoursProblem = reason
    return []
  case .examined(let prompt, let notes):
    if prompt == state.prompt.text { state.notes = notes }
    return []
  case .modelsFound, .modelOpened, .modelFailed: return state.noteModels(action)
  case .inputRead, .inputFitted, .inputFailed, .folderRead, .folderFailed:
    return state.noteInput(action)
  case .kept(let run, let path):
    state.keptRun = run
    state.say(.success, "Kept as \(path)")
    return state.screen == .gallery ? [.readGallery] : []
  case .keepFailed(let reason):
    state.say(.error, "The picture was not kept: \(reason)")
    return []
  case .galleryRead, .galleryFailed, .pictureRead, .pictureFailed:
    return state.noteGallery(action)
  case .graphics(let isOff, let isCoarse, let reason):
    let sentence = reason.prefix(1).uppercased() + reason.dropFirst()
    state.picturesAreOff = isOff ? sentence : nil
    if isOff || isCoarse { state.say(.info, sentence) }
    return []
  }
}

extension State {
  /// Shows a message: errors stay until the next key, the rest goes away by itself.
  mutating func say(_ kind: Message.Kind, _ text: String) {
    let seconds: Double? = kind == .error ? nil : 8
    message = Message(kind, text, expiry: seconds.map { now + $0 })
  }

  fileprivate mutating func press(_ key: Key) -> [Effect] {
    if size.isTooSmall {
      // Nothing that could be hit by accident works unseen.
      return key == .control("c") || key == .character("q") ? [.quit] : []
    }
    let hadProblem = problem != nil
    message = nil
    // What closes a window does nothing else; other keys are meant for what lies under it.
    if hadProblem && (key == .escape || key == .enter) { return [] }
    if case .alt(let character) = key, Keymap.command(for: key, in: place) == nil {
      // Escape and a key that came in one piece look like Alt and the key.
      return press(.escape) + press(.character(character))
    }
    if let command = Keymap.command(for: key, in: place) {
      if let obstacle = obstacle(to: command) {
        say(.notice, obstacle)
        return []
      }
      return perform(command)
    }
    if Places.fields.contains(place), case .character(let character) = key {
      return insert(String(character))
    }
    if place == .settings, case .character(let character) = key { type(character) }
    return []
  }

  /// Text that is pasted goes into the field in focus, from elsewhere into the prompt.
  fileprivate mutating func paste(_ text: String) -> [Effect] {
    guard !size.isTooSmall else { return [] }
    if opener != nil { return insert(text) }
    guard !hasWindow, screen == .explore else { return [] }
    message = nil
    if !isEditing { move(to: .prompt) }
    return insert(text)
  }

  private mutating func insert(_ text: String) -> [Effect] {
    if opener != nil { return editPath { $0.insert(text) } }
    let fits = focus == .negative ? negative.insert(text) : prompt.insert(text)
    if !fits {
      say(.notice, "A prompt has at most \(PromptField.longest) characters: the rest was left out")
    }
    return edited()
  }

  /// What follows from a change of the field in focus.
  private mutating func edited() -> [Effect] {
    guard focus == .prompt else { return [] }
    history.leave()
    return [.examine(prompt.text)]
  }

  private mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    case .run: return startRun()
    case .interrupt: return interrupt()
    case .quit: return [.quit]
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .keep: return keepPicture()
    case .showModels, .modelUp, .modelDown, .modelFirst, .modelLast, .chooseModel:
      return pick(command)
    case .openPicture, .removeInput, .beginFromKept, .candidateUp, .candidateDown, .complete,
      .acceptPath:
      return chooseInput(command)
    case .cutPath: return cutPath()
    case .help, .leave, .nextFocus, .previousFocus, .editPrompt, .editNegative, .focusSettings,
      .showExplorer, .showGallery, .scrollUp, .scrollDown:
      return navigate(command)
    case .nextTab, .previousTab, .nextChannel, .previousChannel, .falseColour:
      changeView(command)
      return []
    case .toggleSeed, .newSeed, .settingUp, .settingDown, .decrease, .increase, .deleteDigit:
      return adjust(command)
    case .selectUp, .selectDown, .selectPageUp, .selectPageDown, .selectFirst, .selectLast,
      .recall:
      return browse(command)
    case .historyPrevious, .historyNext: return recallPrompt(command)
    default: return edit(command)
    }
  }

  private mutating func recallPrompt(_ command: Command) -> [Effect] {
    guard focus == .prompt else { return [] }
    let text = command == .historyPrevious ? history.previous(prompt.text) : history.next()
    guard let text else { return [] }
    prompt.replace(with: text)
    return [.examine(text)]
  }

  private mutating func edit(_ command: Command) -> [Effect] {
    if opener != nil { return editPath { $0.edit(command) } }
    var field = focus == .negative ? negative : prompt
    field.edit(command)
    let isChanged = field.characters != (focus == .negative ? negative : prompt).characters
    if focus == .negative { negative = field } else { prompt = field }
    return isChanged ? edited() : []
  }
}

extension PromptField {
  fileprivate mutating func edit(_ command: Command) {
    switch command {
    case .moveLeft: moveLeft()
    case .moveRight: moveRight()
    case .moveWordLeft: moveWordLeft()
    case .moveWordRight: moveWordRight()
    case .moveToStart: moveToStart()
    case .moveToEnd: moveToEnd()
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWordBackward: deleteWordBackward()
    case .deleteWordForward: deleteWordForward()
    case .deleteToStart: deleteToStart()
    case .deleteToEnd: deleteToEnd()
    case .yank: yank()
    default: preconditionFailure("\(command) edits no text")
    }
  }
}
