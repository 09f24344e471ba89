package import Recipes

/// What a part of the screen is, for what points at it.
package enum Part: Hashable, Sendable {
  /// The title of a screen.
  case screen(State.Screen)
  case prompt, negative
  /// Its value, and of the first on a row the whole row.
  case setting(Setting)
  case tab(Preview.Tab)
  /// The place of the image.
  case picture
  /// A picture of the gallery, by its place among those that were found.
  case kept(Int)
  /// A window, where none of its rows is.
  case window
  case model(Int)
  /// A row of what can be chosen while something is typed.
  case candidate(Int)
  /// Of the windows of styles, variants and earlier prompts.
  case style(Int), variant(Int), earlier(Int)
  /// A row of the window of config.toml.
  case preference(Int)
  /// Words that say what a command does, as in the footer, and stand for its key.
  case button(Command)
}
