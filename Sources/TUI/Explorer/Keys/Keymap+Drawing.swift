import Terminal

extension Keymap {
  static let drawing = Section(
    title: "Drawing",
    bindings: [
      Binding([.enter: .drawing(.run)], in: .explorer, "draw", "draw the prompt", footer: 0),
      Binding(
        [.alt("\r"): .drawing(.add)], in: .explorer, "draw next",
        "draw it once the runs before are over", footer: 3),
      Binding(
        [.character("a"): .drawing(.add)], in: .commands, "draw next",
        "draw it once the runs before are over, also without Alt"),
      Binding(
        [.character("D"): .drawing(.anew), .character("F"): .drawing(.finish)], in: .commands,
        "anew, finish",
        "after a stop: draw anew, or take what there is of the stage and draw the rest"),
      Binding(
        [.character("X"): .drawing(.dropWaiting)], in: .commands, "drop run",
        "take away the run that waits last", footer: 4),
      Binding(
        [.control("c"): .drawing(.interrupt)], in: .everywhere, "stop",
        "stop drawing; twice within a second quits", footer: 5),
      Binding(
        [.character("s"): .drawing(.keep)], in: .commands, "keep",
        "keep the finished picture in the gallery",
        footer: 2),
      Binding(
        [.control("s"): .drawing(.keep)], in: .text, "keep",
        "keep the finished picture in the gallery, while editing text",
        footer: 2),
      Binding(
        [.character("u"): .drawing(.undo), .character("U"): .drawing(.redo)], in: .commands,
        "undo", "undo the last change of prompts, settings, model or picture; do it again",
        footer: 7),
      Binding(
        [
          .alt("u"): .drawing(.undo), .control("_"): .drawing(.undo), .alt("r"): .drawing(.redo),
        ], in: .explorer, "undo",
        "undo the last change of what is set, also while editing text; do it again", footer: 6,
        shownIn: .text),
      Binding(
        [.altLeft: .drawing(.earlierRun), .altRight: .drawing(.laterRun)], in: .explorer, "runs",
        "the run before, the one after, with its recipe", footer: 8),
      Binding(
        [.character("r"): .settings(.toggleSeed)], in: .commands, "lock seed",
        "a new seed for each picture, always the same, or counting up", footer: 7),
      Binding(
        [.character("n"): .settings(.newSeed)], in: .commands, "new seed", "pick another seed now"),
      Binding(
        [.character("M"): .models(.open)], in: [.settings, .preview, .gallery], "model",
        "draw with another model", footer: 6),
      Binding(
        [.character("o"): .opener(.open)], in: .commands, "open picture",
        "begin from a picture instead of noise", footer: 9),
      Binding(
        [.character("x"): .opener(.drop)], in: .commands, "drop picture",
        "begin from noise again", footer: 8),
      Binding(
        [.character("t"): .styles(.open)], in: .commands, "styles",
        "add styles to what is typed", footer: 11),
      Binding(
        [.function(3): .models(.open)], in: .everywhere, "model",
        "draw with another model, from anywhere", footer: 6, shownIn: .text),
      Binding(
        [.function(5): .styles(.open)], in: .everywhere, "styles",
        "add styles to what is typed, from anywhere", footer: 8, shownIn: .text),
      Binding(
        [.function(4): .opener(.open)], in: .everywhere, "picture",
        "begin from a picture, from anywhere", footer: 8, shownIn: .text),
    ])

  static let moving = Section(
    title: "Getting around",
    bindings: [
      Binding(
        [.tab: .go(.nextPart)], in: .explorer, "next part",
        "to the next part of the screen; takes an example, completes a word",
        footer: 3),
      Binding([.backTab: .go(.previousPart)], in: .explorer, "part before", "to the part before"),
      Binding(
        [.escape: .go(.back)], in: .explorer, "commands", "stop editing", footer: 1, shownIn: .text),
      Binding(
        [.escape: .go(.back)],
        in: [
          .gallery, .help, .models, .path, .line, .copying, .comparing, .command, .preferences,
          .value, .zoomed, .finding, .styling, .varying,
        ],
        "back",
        "close the gallery, close a window, leave a line as it was", footer: 3),
      Binding(
        [.character("i"): .go(.prompt)], in: .commands, "prompt", "edit the prompt", footer: 6),
      Binding(
        [.character("m"): .go(.negative)], in: .commands, "negative", "edit the negative prompt"),
      Binding([.character("e"): .go(.settings)], in: .preview, "settings", "change the settings"),
      Binding(
        [.character("g"): .go(.gallery)], in: .commands, "gallery", "the gallery", footer: 8),
      Binding(
        [.character("2"): .go(.gallery)], in: .preview, "gallery",
        "the gallery, as the second screen"),
      Binding(
        [.character("g"): .go(.explorer)], in: .gallery, "explorer", "back to the explorer"),
      Binding(
        [.function(1): .go(.explorer), .function(2): .go(.gallery)], in: .everywhere, "screens",
        "the explorer, the gallery, from anywhere"),
      Binding(
        [.character("?"): .help(.toggle)],
        in: [.settings, .preview, .gallery, .comparing, .zoomed, .help], "help",
        "these keys",
        footer: 1),
      Binding(
        [.alt("?"): .help(.toggle), .function(8): .help(.toggle)], in: .everywhere, "help",
        "these keys, from anywhere", footer: 4, shownIn: .fields),
      Binding(
        [.character(":"): .commandLine(.open)],
        in: [.settings, .preview, .gallery, .comparing, .zoomed],
        "command", "type a command, as :theme dusk or :set guidance 5", footer: 4),
      Binding(
        [.alt("x"): .commandLine(.open)], in: [.text, .settings, .preview, .gallery, .comparing],
        "command", "type a command, also while editing text"),
      Binding(
        [.function(9): .preferences(.open)], in: .everywhere, "preferences",
        "all that config.toml can hold"),
      Binding(
        [.control("l"): .program(.redraw)], in: .everywhere, "redraw", "draw the screen anew"),
      Binding(
        [.control("z"): .program(.suspend)], in: .everywhere, "suspend",
        "to the shell; fg brings it back"),
      Binding(
        [.character("q"): .program(.quit)],
        in: [.settings, .preview, .gallery, .comparing, .zoomed], "quit",
        "leave wurst", footer: 5),
    ])
}
