import Recipes

extension Command {
  /// Changes of the text in focus.
  package enum Edit: CaseIterable, Hashable, Sendable {
    case left, right, wordLeft, wordRight, start, end
    case up, down
    case selectLeft, selectRight, selectWordLeft, selectWordRight, selectStart, selectEnd
    case selectUp, selectDown
    /// What is selected, into the clipboard too.
    case copy
    case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
    case deleteToStart, deleteToEnd, yank
    /// More or less weight for what is selected, or the word at the cursor.
    case heavier, lighter, slightlyHeavier, slightlyLighter
    /// The next word that begins as the one at the cursor.
    case complete
    /// In the user's own editor.
    case elsewhere
  }

  /// The prompts that were drawn before.
  package enum History: CaseIterable, Hashable, Sendable {
    case earlier, later
    case search, accept, up, down
  }
}
