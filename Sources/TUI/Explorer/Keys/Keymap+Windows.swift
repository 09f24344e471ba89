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
        [
          .up: .help(.up), .down: .help(.down), .character("k"): .help(.up),
          .character("j"): .help(.down),
        ], in: .help, "scroll", "scroll the help", footer: 0),
      Binding(
        [
          .pageDown: .help(.pageDown), .pageUp: .help(.pageUp), .character(" "): .help(.pageDown),
        ], in: .help, "page", "the help page by page", footer: 2),
      Binding(
        [
          .home: .help(.first), .end: .help(.last), .character("g"): .help(.first),
          .character("G"): .help(.last),
        ], in: .help, "ends", "the start of the help, its end"),
    ])
}
