/// What the environment says of the terminal.
package struct Surroundings: Sendable {
  /// Whether text can be placed at all.
  package let placesText: Bool
  package let isInTmux: Bool
  /// Whether GNU screen is around the program, which knows no colours of 24 bits.
  let isInScreen: Bool
  /// Whether another program draws on the terminal in the place of this one: tmux, GNU screen, zellij.
  package let isInside: Bool
  /// Whether it is the console of Linux, which prints parts of questions that it does not know.
  let isConsole: Bool

  package init(_ environment: [String: String]) {
    let type = environment["TERM", default: ""]
    let isSet = { (name: String) in !environment[name, default: ""].isEmpty }
    placesText = !["", "dumb", "unknown"].contains(type)
    isConsole = type == "linux"
    // The variables of tmux and screen do not come along over SSH, the kind of terminal does.
    isInTmux = isSet("TMUX") || type.hasPrefix("tmux")
    isInScreen = !isInTmux && (isSet("STY") || type.hasPrefix("screen"))
    isInside = isInTmux || isInScreen || isSet("ZELLIJ")
  }
}
