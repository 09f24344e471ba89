import Recipes
import Terminal

extension State {
  /// The text in focus, if it is none of a window.
  var side: PromptSide { focus == .negative ? .negative : .prompt }

  /// Puts `text` into the field in focus.
  mutating func insert(_ text: String) -> [Effect] {
    if opener.window != nil { return opener.edit { $0.insert(text) } }
    if gallery.line != nil, screen == .gallery { return edit(line: { $0.insert(text) }) }
    if commandEntry != nil { return edit(commandEntry: { $0.insert(text) }) }
    if preferences.field != nil {
      preferences.field?.insert(text)
      return []
    }
    if drawing.finder != nil {
      drawing.finder?.edit { $0.insert(text) }
      return []
    }
    if !drawing[side].insert(text) {
      say(.notice, "A prompt has at most \(PromptField.longest) characters: the rest was left out")
    }
    return edited()
  }

  mutating func edit(_ command: Command.Edit) -> [Effect] {
    if opener.window != nil { return opener.edit { $0.edit(command) } }
    if gallery.line != nil, screen == .gallery { return edit(line: { $0.edit(command) }) }
    if commandEntry != nil { return edit(commandEntry: { $0.edit(command) }) }
    if preferences.field != nil {
      preferences.field?.edit(command)
      return []
    }
    if drawing.finder != nil {
      drawing.finder?.edit { $0.edit(command) }
      return []
    }
    switch command {
    case .up, .down:
      let offset = command == .up ? -1 : 1
      let width = Layout.textColumns(on: size, showsSides: showsSides)
      if drawing[side].moveLine(offset, width: width) { return [] }
      return recall(command == .up ? .earlier : .later)
    case .selectUp, .selectDown:
      let offset = command == .selectUp ? -1 : 1
      let width = Layout.textColumns(on: size, showsSides: showsSides)
      drawing[side].select {
        if !$0.moveLine(offset, width: width) {
          if offset < 0 { $0.moveToStart() } else { $0.moveToEnd() }
        }
      }
      return []
    case .copy:
      guard let text = drawing[side].copy() else { return [] }
      say(
        .info,
        "Copied: \(keyName(.edit(.yank), in: .text)) brings it back, here and in the other text")
      return [.program(.copy(text))]
    case .heavier: return weigh(up: true, by: 0.1)
    case .lighter: return weigh(up: false, by: 0.1)
    case .slightlyHeavier: return weigh(up: true, by: 0.05)
    case .slightlyLighter: return weigh(up: false, by: 0.05)
    case .elsewhere: return [.program(.edit(drawing[side].text, editor: editor))]
    case .complete: return complete() ?? []
    case .right where offersExample: return takeExample()
    default: break
    }
    let before = drawing[side].characters
    drawing[side].edit(command)
    return drawing[side].characters == before ? [] : edited()
  }

  /// The example that stands in the empty prompt.
  package var offeredExample: String? {
    let examples = facts.guide.examples
    return drawing.prompt.isEmpty && !examples.isEmpty ? examples[example % examples.count] : nil
  }

  private mutating func takeExample() -> [Effect] {
    guard let example = offeredExample else { return [] }
    drawing.prompt.replace(with: example)
    return edited()
  }

  /// What the next word at the cursor may be, while one is typed.
  var offeredWords: WordCompletion? {
    guard place == .text else { return nil }
    if let offered = drawing.completion, offered.goesOn(in: drawing[side]) { return offered }
    return WordCompletion(drawing[side], words: facts.guide.words)
  }

  var offersExample: Bool { side == .prompt && offeredExample != nil }

  /// Whether Tab completes the word at the cursor.
  var completesAtTab: Bool {
    offeredWords.map { !$0.isWhole || $0.goesOn(in: drawing[side]) } ?? false
  }

  /// What Tab does before it leads on; nil where it does nothing but that.
  mutating func completeAtTab() -> [Effect]? {
    if offersExample { return takeExample() }
    return completesAtTab ? complete() : nil
  }

  private mutating func complete() -> [Effect]? {
    guard var offered = offeredWords else { return nil }
    offered.put(into: &drawing[side])
    drawing.completion = offered
    return edited()
  }

  private mutating func weigh(up: Bool, by step: Double) -> [Effect] {
    let field = drawing[side]
    let selection = field.selection
    let change = WeightChange(
      field.characters, at: field.cursor, selected: selection, up: up, by: step)
    guard let change, change.characters.count <= PromptField.longest else {
      let what = selection == nil ? "There is no word at the cursor" : "This is no piece"
      say(.info, "\(what) that could weigh \(up ? "more" : "less")")
      return []
    }
    drawing[side].replace(with: String(change.characters), cursor: change.cursor)
    if selection != nil { drawing[side].select(change.inner) }
    let piece = change.piece.truncated(to: 30)
    say(.info, "“\(piece)” weighs \(NumberText.exact(Float(change.weight)))")
    return edited()
  }

  /// What follows from a change of the field in focus.
  private mutating func edited() -> [Effect] {
    noteTexts()
    if side == .prompt, drawing.prompt.isEmpty { example += 1 }
    drawing[history: side].leave()
    return [examination]
  }

  /// Tells the settings of both texts: some have a meaning for certain texts alone.
  mutating func noteTexts() {
    settings.recipe.prompt = drawing.prompt.text
    settings.recipe.negative = drawing.negative.text
    settleSetting()
  }

  /// What looks at the texts before they are drawn.
  var examination: Effect {
    .drawing(.examine(drawing.texts, styles.added, settings.recipe.emphasis))
  }

  mutating func recall(_ command: Command.History) -> [Effect] {
    switch command {
    case .earlier:
      let current = drawing[side].text
      return recall(drawing[history: side].previous(current))
    case .later: return recall(drawing[history: side].next())
    case .search: drawing.finder = PromptFinder(drawing[history: side].prompts)
    case .up: drawing.finder?.move(-1)
    case .down: drawing.finder?.move(1)
    case .accept:
      let found = drawing.finder?.chosen
      drawing.finder = nil
      guard let found else { return [] }
      drawing[history: side].leave()
      return recall(found)
    }
    return []
  }

  private mutating func recall(_ text: String?) -> [Effect] {
    guard let text else { return [] }
    drawing[side].replace(with: text)
    if side == .prompt { drawing.showEarlier() }
    noteTexts()
    return [examination] + hint(.recalled)
  }

  /// Takes what came back from the user's own editor.
  mutating func takeEdited(_ line: PlainLine) -> [Effect] {
    guard line.text != drawing[side].text else { return [] }
    drawing[side].replace(with: line.text)
    if line.text.count > PromptField.longest {
      say(.notice, "A prompt has at most \(PromptField.longest) characters: the rest was left out")
    } else if let notice = line.notice {
      say(.notice, notice)
    }
    return edited()
  }

  mutating func note(_ action: Action.Drawing) -> [Effect] {
    switch action {
    case .edited(let line): return takeEdited(line)
    case .editingFailed(let reason):
      say(.error, reason.prefix(1).uppercased() + reason.dropFirst())
    case .sessionNotSaved(let reason): noteNotSaved(reason)
    case .expanded(let variants): return take(variants)
    case .expansionFailed(let text, let reason, let place):
      expansionFailed(text, reason, at: place)
    case .examined, .foreseen, .tokenColours, .tokenColoursFailed: drawing.note(action)
    }
    return []
  }
}

extension PlainLine {
  /// What there is to say about what was left out.
  var notice: String? {
    switch leftOut {
    case 0: nil
    case 1: "1 invisible character left out"
    default: "\(leftOut) invisible characters left out"
    }
  }
}
