import Terminal

extension Keymap {
  /// The keys that the program has by itself.
  package static let standard = Keymap([
    drawing, moving, editing, settings, views, gallery, windows,
  ])

  private static let drawing = Section(
    title: "Drawing",
    bindings: [
      Binding([.enter: .drawing(.run)], in: .explorer, "draw", "draw the prompt", footer: 0),
      Binding(
        [.control("c"): .drawing(.interrupt)], in: .everywhere, "stop",
        "stop drawing; twice within a second quits", footer: 5),
      Binding(
        [.character("s"): .drawing(.keep)], in: .commands, "keep",
        "keep the finished picture in the gallery",
        footer: 2),
      Binding(
        [.control("s"): .drawing(.keep)], in: .text, "keep", "the same, while editing text",
        footer: 2),
      Binding(
        [.character("r"): .settings(.toggleSeed)], in: .commands, "lock seed",
        "a new seed for each picture, or always the same", footer: 7),
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
        [.function(3): .models(.open)], in: .everywhere, "model",
        "draw with another model, from anywhere", footer: 6, shownIn: .text),
      Binding(
        [.function(4): .opener(.open)], in: .everywhere, "picture",
        "begin from a picture, from anywhere", footer: 8, shownIn: .text),
    ])

  private static let moving = Section(
    title: "Getting around",
    bindings: [
      Binding(
        [.tab: .go(.nextPart)], in: .explorer, "next part", "to the next part of the screen",
        footer: 3),
      Binding([.backTab: .go(.previousPart)], in: .explorer, "part before", "to the part before"),
      Binding(
        [.escape: .go(.back)], in: .explorer, "commands", "stop editing", footer: 1, shownIn: .text),
      Binding(
        [.escape: .go(.back)], in: [.gallery, .help, .models, .path], "back",
        "close the gallery, close a window", footer: 3),
      Binding(
        [.character("i"): .go(.prompt)], in: .commands, "prompt", "edit the prompt", footer: 5),
      Binding(
        [.character("m"): .go(.negative)], in: .commands, "negative", "edit the negative prompt"),
      Binding([.character("e"): .go(.settings)], in: .preview, "settings", "change the settings"),
      Binding(
        [.character("1"): .go(.explorer), .character("2"): .go(.gallery)],
        in: [.preview, .gallery],
        "screens", "the explorer, the gallery", footer: 8),
      Binding(
        [.function(1): .go(.explorer), .function(2): .go(.gallery)], in: .everywhere, "screens",
        "the explorer, the gallery, from anywhere"),
      Binding(
        [.character("?"): .help(.toggle)], in: [.settings, .preview, .gallery, .help], "help",
        "these keys",
        footer: 1),
      Binding(
        [.control("l"): .program(.redraw)], in: .everywhere, "redraw", "draw the screen anew"),
      Binding(
        [.control("z"): .program(.suspend)], in: .everywhere, "suspend",
        "to the shell; fg brings it back"),
      Binding(
        [.character("q"): .program(.quit)], in: [.settings, .preview, .gallery], "quit",
        "leave wurst",
        footer: 4),
    ])

  private static let editing = Section(
    title: "While editing text",
    bindings: [
      Binding(
        [
          .up: .drawing(.earlierPrompt), .down: .drawing(.laterPrompt),
          .control("p"): .drawing(.earlierPrompt),
          .control("n"): .drawing(.laterPrompt),
        ], in: .text, "earlier prompts", "earlier and later prompts", footer: 7),
      Binding(
        [
          .left: .edit(.left), .right: .edit(.right), .control("b"): .edit(.left),
          .control("f"): .edit(.right),
        ],
        in: .fields, "move", "by a character"),
      Binding(
        [
          .alt("b"): .edit(.wordLeft), .alt("f"): .edit(.wordRight), .controlLeft: .edit(.wordLeft),
          .controlRight: .edit(.wordRight),
        ], in: .fields, "move", "by a word"),
      Binding(
        [
          .control("a"): .edit(.start), .control("e"): .edit(.end), .home: .edit(.start),
          .end: .edit(.end),
        ], in: .fields, "move", "to the start, to the end"),
      Binding(
        [
          .backspace: .edit(.deleteBackward), .delete: .edit(.deleteForward),
          .control("d"): .edit(.deleteForward),
        ],
        in: .fields, "delete", "delete a character"),
      Binding(
        [
          .control("w"): .edit(.deleteWordBackward), .alt("\u{7F}"): .edit(.deleteWordBackward),
          .alt("d"): .edit(.deleteWordForward),
        ], in: .text, "cut", "cut the word before, the word behind"),
      Binding(
        [.control("u"): .edit(.deleteToStart), .control("k"): .edit(.deleteToEnd)], in: .fields,
        "cut",
        "cut everything before, everything behind"),
      Binding([.control("y"): .edit(.yank)], in: .fields, "paste", "bring back what was cut last"),
    ])

  private static let settings = Section(
    title: "Settings",
    bindings: [
      Binding(
        [
          .up: .settings(.up), .down: .settings(.down), .character("k"): .settings(.up),
          .character("j"): .settings(.down),
        ], in: .settings, "choose", "the setting above, the one below", footer: 6),
      Binding(
        [
          .left: .settings(.decrease), .right: .settings(.increase),
          .character("-"): .settings(.decrease),
          .character("="): .settings(.increase), .character("+"): .settings(.increase),
        ], in: .settings, "change", "less, more; or type a number", footer: 2),
      Binding(
        [.backspace: .settings(.delete), .delete: .settings(.delete)], in: .settings, "delete",
        "delete a digit; let Stage B's seed follow the seed; begin from noise"),
    ])

  private static let views = Section(
    title: "Views",
    bindings: [
      Binding(
        [.character("["): .view(.previousTab), .character("]"): .view(.nextTab)], in: .commands,
        "view",
        "latent, tokens or detail, image", footer: 6),
      Binding(
        [.left: .view(.previousTab), .right: .view(.nextTab)], in: .preview, "view",
        "latent, tokens or detail, image"),
      Binding(
        [.character("c"): .view(.nextChannel), .character("C"): .view(.previousChannel)],
        in: .commands, "channel",
        "the latent one channel at a time", footer: 9),
      Binding(
        [.character("f"): .view(.falseColour)], in: .commands, "colour",
        "the whole latent in false colour"),
    ])

  private static let gallery = Section(
    title: "Gallery",
    bindings: [
      Binding(
        [.enter: .gallery(.recall)], in: .gallery, "use recipe",
        "load the prompt and settings of the picture",
        footer: 0),
      Binding(
        [
          .up: .gallery(.up), .down: .gallery(.down), .character("k"): .gallery(.up),
          .character("j"): .gallery(.down),
        ], in: .gallery, "choose", "the picture above, the one below", footer: 1),
      Binding(
        [.pageUp: .gallery(.pageUp), .pageDown: .gallery(.pageDown)], in: .gallery, "page",
        "ten pictures up, ten down"),
      Binding(
        [
          .home: .gallery(.first), .end: .gallery(.last), .character("g"): .gallery(.first),
          .character("G"): .gallery(.last),
        ], in: .gallery, "ends", "the newest picture, the oldest"),
      Binding(
        [.character("d"): .gallery(.nextDamaged)], in: .gallery, "damaged",
        "the next file that cannot be read", footer: 7),
      Binding(
        [.character("o"): .gallery(.begin)], in: .gallery, "begin from it",
        "begin from the picture instead of noise", footer: 2),
    ])

  private static let windows = Section(
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
