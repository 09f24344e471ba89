import Gallery
package import Terminal

/// Everything that can change the state.
package enum Action: Sendable {
  /// Time has passed; nothing else happened.
  case tick
  case resized(Size)
  case key(Key)
  /// The Escape that was pressed last was none.
  case escapeWithdrawn
  case mouse(MouseEvent)
  /// Pasted text, which is never a command.
  case pasted(PlainLine)
  /// The user has come to the window, or gone to another.
  case focused(Bool)
  /// The process was continued after a stop.
  case continued
  /// How the terminal shows pictures: not at all, or in blocks of text, and why.
  case graphics(isOff: Bool, isCoarse: Bool, String)
  /// How many pixels images have.
  case room(ImageRoom)
  /// The kind of terminal is not known here, and is drawn on as another is.
  case terminal(String, drawnAs: String)

  case run(RunID, Run)
  case drawing(Drawing)
  case styles(Styles)
  case settings(Settings)
  case gallery(Gallery)
  case compare(Compare)
  case models(Models)
  case opener(Opener)
  case look(Look)
  case preferences(Preferences)
}

/// What `update` wants done; nothing of it happens inside.
package enum Effect: Equatable, Sendable {
  case program(Program)
  case run(RunID, Run)
  case settings(Settings)
  case drawing(Drawing)
  case styles(Styles)
  case gallery(Gallery)
  case compare(Compare)
  case models(Models)
  case opener(Opener)
  case look(Look)
  case preferences(Preferences)

  /// What the program does with itself and its terminal.
  package enum Program: Equatable, Sendable {
    case suspend, redraw, quit
    /// Has the user edit a text in an editor of their own.
    case edit(String, editor: String?)
    /// Something that a user who looks elsewhere should know.
    case tell(String)
    /// Into the clipboard.
    case copy(String)
  }
}
