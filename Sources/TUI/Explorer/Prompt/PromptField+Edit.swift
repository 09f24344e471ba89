extension PromptField {
  mutating func edit(_ command: Command.Edit) {
    switch command {
    case .left: moveLeft()
    case .right: moveRight()
    case .wordLeft: moveWordLeft()
    case .wordRight: moveWordRight()
    case .start: moveToStart()
    case .end: moveToEnd()
    case .selectLeft: select { $0.moveLeft() }
    case .selectRight: select { $0.moveRight() }
    case .selectWordLeft: select { $0.moveWordLeft() }
    case .selectWordRight: select { $0.moveWordRight() }
    case .selectStart: select { $0.moveToStart() }
    case .selectEnd: select { $0.moveToEnd() }
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWordBackward: deleteWordBackward()
    case .deleteWordForward: deleteWordForward()
    case .deleteToStart: deleteToStart()
    case .deleteToEnd: deleteToEnd()
    case .yank: yank()
    // What these do depends on more than the text.
    case .up, .down, .selectUp, .selectDown, .copy, .heavier, .lighter, .slightlyHeavier,
      .slightlyLighter, .complete,
      .elsewhere:
      break
    }
  }
}
