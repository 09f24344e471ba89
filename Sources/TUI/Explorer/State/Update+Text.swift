import Recipes

extension State {
  /// Puts `text` into the field in focus.
  mutating func insert(_ text: String) -> [Effect] {
    if commandEntry != nil { return edit(commandEntry: { $0.insert(text) }) }
    if preferences.field != nil {
      preferences.field?.insert(text)
      return []
    }
    if opener.window != nil { return opener.edit { $0.insert(text) } }
    if gallery.line != nil, screen == .gallery { return edit(line: { $0.insert(text) }) }
    if !drawing[keyPath: field].insert(text) {
      say(.notice, "A prompt has at most \(PromptField.longest) characters: the rest was left out")
    }
    return edited()
  }

  mutating func edit(_ command: Command.Edit) -> [Effect] {
    if commandEntry != nil { return edit(commandEntry: { $0.edit(command) }) }
    if preferences.field != nil {
      preferences.field?.edit(command)
      return []
    }
    if opener.window != nil { return opener.edit { $0.edit(command) } }
    if gallery.line != nil, screen == .gallery { return edit(line: { $0.edit(command) }) }
    let before = drawing[keyPath: field].characters
    drawing[keyPath: field].edit(command)
    return drawing[keyPath: field].characters == before ? [] : edited()
  }

  /// The field that text goes into, if it is none of a window.
  private var field: WritableKeyPath<DrawingState, PromptField> {
    focus == .negative ? \.negative : \.prompt
  }

  /// What follows from a change of the field in focus.
  private mutating func edited() -> [Effect] {
    noteTexts()
    guard focus == .prompt else { return [] }
    drawing.history.leave()
    return [examination]
  }

  /// Tells the settings of both texts: some have a meaning for certain texts alone.
  mutating func noteTexts() {
    settings.recipe.prompt = drawing.prompt.text
    settings.recipe.negative = drawing.negative.text
    settleSetting()
  }

  /// What looks at the prompt before it is drawn.
  var examination: Effect {
    .drawing(.examine(prompt: drawing.prompt.text, settings.recipe.emphasis))
  }
}
