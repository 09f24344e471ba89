extension State {
  /// Puts `text` into the field in focus.
  mutating func insert(_ text: String) -> [Effect] {
    if opener != nil { return editPath { $0.insert(text) } }
    let fits = focus == .negative ? negative.insert(text) : prompt.insert(text)
    if !fits {
      say(.notice, "A prompt has at most \(PromptField.longest) characters: the rest was left out")
    }
    return edited()
  }

  mutating func edit(_ command: Command.Edit) -> [Effect] {
    if opener != nil { return editPath { $0.edit(command) } }
    var field = focus == .negative ? negative : prompt
    field.edit(command)
    let isChanged = field.characters != (focus == .negative ? negative : prompt).characters
    if focus == .negative { negative = field } else { prompt = field }
    return isChanged ? edited() : []
  }

  /// What follows from a change of the field in focus.
  private mutating func edited() -> [Effect] {
    guard focus == .prompt else { return [] }
    history.leave()
    return [.drawing(.examine(prompt: prompt.text))]
  }
}

extension PromptField {
  fileprivate mutating func edit(_ command: Command.Edit) {
    switch command {
    case .left: moveLeft()
    case .right: moveRight()
    case .wordLeft: moveWordLeft()
    case .wordRight: moveWordRight()
    case .start: moveToStart()
    case .end: moveToEnd()
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWordBackward: deleteWordBackward()
    case .deleteWordForward: deleteWordForward()
    case .deleteToStart: deleteToStart()
    case .deleteToEnd: deleteToEnd()
    case .yank: yank()
    }
  }
}
