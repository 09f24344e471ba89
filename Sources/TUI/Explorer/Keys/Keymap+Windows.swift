import Terminal

extension Keymap {
  static let windows = Section(
    title: "Windows",
    bindings: [
      Binding([.enter: .models(.choose)], in: .models, "use", "draw with the model", footer: 0),
      Binding(
        [
          .up: .models(.up), .down: .models(.down), .character("k"): .models(.up),
          .character("j"): .models(.down),
        ], in: .models, "choose", "the model above, the one below", footer: 1),
      Binding(
        [
          .home: .models(.first), .end: .models(.last), .character("g"): .models(.first),
          .character("G"): .models(.last),
        ], in: .models, "ends", "the first model, the last"),
      Binding(
        [.enter: .opener(.accept)], in: .path, "open", "open the picture, go into the folder",
        footer: 0),
      Binding([.tab: .opener(.complete)], in: .path, "complete", "complete the path", footer: 1),
      Binding(
        [.up: .opener(.up), .down: .opener(.down)], in: .path, "choose",
        "the file above, the one below", footer: 2),
      Binding(
        [.control("w"): .opener(.cut), .alt("\u{7F}"): .opener(.cut)], in: .path, "folder above",
        "cut the last part of the path", footer: 4),
      Binding(
        [.enter: .history(.accept)], in: .finding, "take it", "take the earlier prompt", footer: 0),
      Binding(
        [
          .up: .history(.up), .down: .history(.down), .control("p"): .history(.up),
          .control("n"): .history(.down), .control("r"): .history(.down),
        ], in: .finding, "choose", "the prompt above, the one below", footer: 1),
      Binding(
        [.enter: .styles(.toggle), .character(" "): .styles(.toggle)], in: .styling, "on or off",
        "switch the style on or off", footer: 0),
      Binding(
        [
          .up: .styles(.up), .down: .styles(.down), .character("k"): .styles(.up),
          .character("j"): .styles(.down),
        ], in: .styling, "choose", "the style above, the one below", footer: 1),
      Binding(
        [.character("x"): .styles(.clear)], in: .styling, "none", "switch all styles off", footer: 2
      ),
      Binding(
        [.enter: .variants(.accept)], in: .varying, "draw", "draw all variants in turn", footer: 0),
      Binding(
        [
          .up: .variants(.up), .down: .variants(.down), .character("k"): .variants(.up),
          .character("j"): .variants(.down),
        ], in: .varying, "choose", "the variant above, the one below", footer: 1),
      Binding(
        [.pageUp: .variants(.pageUp), .pageDown: .variants(.pageDown)], in: .varying, "page",
        "a page of variants up, a page down"),
      Binding(
        [.character("s"): .variants(.changeSeeds)], in: .varying, "seeds",
        "one seed for all variants, or the next for each", footer: 2),
      Binding(
        [.up: .help(.up), .down: .help(.down)], in: .help, "scroll", "scroll the help", footer: 0),
      Binding(
        [.pageDown: .help(.pageDown), .pageUp: .help(.pageUp)], in: .help, "page",
        "the help page by page", footer: 2),
      Binding(
        [.home: .help(.first), .end: .help(.last)], in: .help, "ends",
        "the start of the help, its end"),
      Binding(
        [.backspace: .help(.deleteBackward)], in: .help, "search",
        "letters look for keys in the help; this takes one back", footer: 4),
      Binding(
        [.enter: .commandLine(.accept)], in: .command, "do it",
        "perform the line, or take what is marked", footer: 0),
      Binding(
        [.tab: .commandLine(.complete)], in: .command, "complete", "take over what is marked",
        footer: 1),
      Binding(
        [.up: .commandLine(.up), .down: .commandLine(.down)], in: .command, "choose",
        "what is listed above, below; from its first row to earlier lines", footer: 2),
      Binding(
        [.control("p"): .commandLine(.earlier), .control("n"): .commandLine(.later)], in: .command,
        "earlier lines", "the line that was typed before, after", footer: 4),
      Binding(
        [
          .up: .preferences(.up), .down: .preferences(.down), .character("k"): .preferences(.up),
          .character("j"): .preferences(.down),
        ], in: .preferences, "choose", "the row above, the one below", footer: 1),
      Binding(
        [.left: .preferences(.less), .right: .preferences(.more)], in: .preferences, "change",
        "the value before, the next one", footer: 2),
      Binding(
        [.enter: .preferences(.accept)], in: [.preferences, .value], "set",
        "type a value; again to keep it in config.toml", footer: 0),
      Binding(
        [.backspace: .preferences(.clear), .delete: .preferences(.clear)], in: .preferences,
        "reset", "take it out of config.toml", footer: 4),
      Binding(
        [.home: .preferences(.first), .end: .preferences(.last)], in: .preferences, "ends",
        "the first row, the last"),
    ])
}
