import Engine
import Recipes
package import Terminal

/// All keys and what they do: footer, help and the table in the documentation come from here.
package enum Keymap {
  package struct Section: Sendable {
    package let title: String
    package let bindings: [Binding]
  }

  package static let sections = [drawing, moving, editing, settings, views, gallery, windows]

  /// The meaning of `key` where the user is; nil where it has none.
  package static func command(for key: Key, in place: Places) -> Command? {
    for section in sections {
      for binding in section.bindings where binding.places.contains(place) {
        if let stroke = binding.strokes.first(where: { $0.key == key }) { return stroke.command }
      }
    }
    return nil
  }

  /// The rows that the footer may have, in the order they are shown.
  package static func footer(in place: Places) -> [Binding] {
    sections.flatMap(\.bindings).filter { $0.footer != nil && $0.footerPlaces.contains(place) }
  }

  /// The keymap as a Markdown table, for the documentation.
  package static var markdown: String {
    let rows = sections.flatMap { section in
      ["| **\(section.title)** | |"]
        + section.bindings.map {
          "| \($0.strokes.map(\.key.markdown).joined(separator: " ")) | \($0.help) |"
        }
    }
    return (["| key | does |", "| --- | --- |"] + rows).joined(separator: "\n")
  }

  private static let drawing = Section(
    title: "Drawing",
    bindings: [
      Binding([.enter: .run], in: .explorer, "draw", "draw the prompt", footer: 0),
      Binding(
        [.control("c"): .interrupt], in: .everywhere, "stop",
        "stop drawing; twice within a second quits", footer: 5, shownIn: .text),
      Binding(
        [.character("s"): .keep], in: .commands, "keep", "keep the finished picture in the gallery",
        footer: 2),
      Binding(
        [.control("s"): .keep], in: .text, "keep", "the same, while editing text", footer: 2),
      Binding(
        [.character("r"): .toggleSeed], in: .commands, "lock seed",
        "a new seed for each picture, or always the same", footer: 7),
      Binding([.character("n"): .newSeed], in: .commands, "new seed", "pick another seed now"),
      Binding(
        [.character("M"): .showModels], in: [.settings, .preview, .gallery], "model",
        "draw with another model", footer: 6),
      Binding(
        [.character("o"): .openPicture], in: .commands, "open picture",
        "begin from a picture instead of noise", footer: 9),
      Binding(
        [.character("x"): .removeInput], in: .commands, "drop picture",
        "begin from noise again", footer: 8),
      Binding(
        [.function(3): .showModels], in: .everywhere, "model",
        "draw with another model, from anywhere", footer: 6, shownIn: .text),
      Binding(
        [.function(4): .openPicture], in: .everywhere, "picture",
        "begin from a picture, from anywhere", footer: 8, shownIn: .text),
    ])

  private static let moving = Section(
    title: "Getting around",
    bindings: [
      Binding(
        [.tab: .nextFocus], in: .explorer, "next part", "to the next part of the screen",
        footer: 3),
      Binding([.backTab: .previousFocus], in: .explorer, "part before", "to the part before"),
      Binding(
        [.escape: .leave], in: .explorer, "commands", "stop editing", footer: 1, shownIn: .text),
      Binding(
        [.escape: .leave], in: [.gallery, .help, .models, .path], "back",
        "close the gallery, close a window", footer: 3),
      Binding(
        [.character("i"): .editPrompt], in: .commands, "prompt", "edit the prompt", footer: 5),
      Binding(
        [.character("m"): .editNegative], in: .commands, "negative", "edit the negative prompt"),
      Binding([.character("e"): .focusSettings], in: .preview, "settings", "change the settings"),
      Binding(
        [.character("1"): .showExplorer, .character("2"): .showGallery], in: [.preview, .gallery],
        "screens", "the explorer, the gallery", footer: 8),
      Binding(
        [.function(1): .showExplorer, .function(2): .showGallery], in: .everywhere, "screens",
        "the explorer, the gallery, from anywhere"),
      Binding(
        [.character("?"): .help], in: [.settings, .preview, .gallery, .help], "help", "these keys",
        footer: 1),
      Binding([.control("l"): .redraw], in: .everywhere, "redraw", "draw the screen anew"),
      Binding(
        [.control("z"): .suspend], in: .everywhere, "suspend", "to the shell; fg brings it back"),
      Binding(
        [.character("q"): .quit], in: [.settings, .preview, .gallery], "quit", "leave wurst",
        footer: 4),
    ])

  private static let editing = Section(
    title: "While editing text",
    bindings: [
      Binding(
        [
          .up: .historyPrevious, .down: .historyNext, .control("p"): .historyPrevious,
          .control("n"): .historyNext,
        ], in: .text, "earlier prompts", "earlier and later prompts", footer: 7),
      Binding(
        [
          .left: .moveLeft, .right: .moveRight, .control("b"): .moveLeft, .control("f"): .moveRight,
        ],
        in: .fields, "move", "by a character"),
      Binding(
        [
          .alt("b"): .moveWordLeft, .alt("f"): .moveWordRight, .controlLeft: .moveWordLeft,
          .controlRight: .moveWordRight,
        ], in: .fields, "move", "by a word"),
      Binding(
        [
          .control("a"): .moveToStart, .control("e"): .moveToEnd, .home: .moveToStart,
          .end: .moveToEnd,
        ], in: .fields, "move", "to the start, to the end"),
      Binding(
        [.backspace: .deleteBackward, .delete: .deleteForward, .control("d"): .deleteForward],
        in: .fields, "delete", "delete a character"),
      Binding(
        [
          .control("w"): .deleteWordBackward, .alt("\u{7F}"): .deleteWordBackward,
          .alt("d"): .deleteWordForward,
        ], in: .text, "cut", "cut the word before, the word behind"),
      Binding(
        [.control("u"): .deleteToStart, .control("k"): .deleteToEnd], in: .fields, "cut",
        "cut everything before, everything behind"),
      Binding([.control("y"): .yank], in: .fields, "paste", "bring back what was cut last"),
    ])

  private static let settings = Section(
    title: "Settings",
    bindings: [
      Binding(
        [
          .up: .settingUp, .down: .settingDown, .character("k"): .settingUp,
          .character("j"): .settingDown,
        ], in: .settings, "choose", "the setting above, the one below", footer: 6),
      Binding(
        [
          .left: .decrease, .right: .increase, .character("-"): .decrease,
          .character("="): .increase, .character("+"): .increase,
        ], in: .settings, "change", "less, more; or type a number", footer: 2),
      Binding(
        [.backspace: .deleteDigit, .delete: .deleteDigit], in: .settings, "delete",
        "delete a digit; let Stage B's seed follow the seed; begin from noise"),
    ])

  private static let views = Section(
    title: "Views",
    bindings: [
      Binding(
        [.character("["): .previousTab, .character("]"): .nextTab], in: .commands, "view",
        "latent, tokens or detail, image", footer: 6),
      Binding(
        [.left: .previousTab, .right: .nextTab], in: .preview, "view",
        "latent, tokens or detail, image"),
      Binding(
        [.character("c"): .nextChannel, .character("C"): .previousChannel], in: .preview, "channel",
        "the latent one channel at a time", footer: 9),
      Binding(
        [.character("f"): .falseColour], in: .preview, "colour",
        "the whole latent in false colour"),
    ])

  private static let gallery = Section(
    title: "Gallery",
    bindings: [
      Binding(
        [.enter: .recall], in: .gallery, "use recipe",
        "load the prompt and settings of the picture",
        footer: 0),
      Binding(
        [
          .up: .selectUp, .down: .selectDown, .character("k"): .selectUp,
          .character("j"): .selectDown,
        ], in: .gallery, "choose", "the picture above, the one below", footer: 1),
      Binding(
        [.pageUp: .selectPageUp, .pageDown: .selectPageDown], in: .gallery, "page",
        "ten pictures up, ten down"),
      Binding(
        [
          .home: .selectFirst, .end: .selectLast, .character("g"): .selectFirst,
          .character("G"): .selectLast,
        ], in: .gallery, "ends", "the newest picture, the oldest"),
      Binding(
        [.character("o"): .beginFromKept], in: .gallery, "begin from it",
        "begin from the picture instead of noise", footer: 2),
    ])

  private static let windows = Section(
    title: "Windows",
    bindings: [
      Binding([.enter: .chooseModel], in: .models, "use", "draw with the model", footer: 0),
      Binding(
        [
          .up: .modelUp, .down: .modelDown, .character("k"): .modelUp, .character("j"): .modelDown,
        ], in: .models, "choose", "the model above, the one below", footer: 1),
      Binding(
        [
          .home: .modelFirst, .end: .modelLast, .character("g"): .modelFirst,
          .character("G"): .modelLast,
        ], in: .models, "ends", "the first model, the last"),
      Binding(
        [.enter: .acceptPath], in: .path, "open", "open the picture, go into the folder", footer: 0),
      Binding([.tab: .complete], in: .path, "complete", "complete the path", footer: 1),
      Binding(
        [.up: .candidateUp, .down: .candidateDown], in: .path, "choose",
        "the file above, the one below", footer: 2),
      Binding(
        [.control("w"): .cutPath, .alt("\u{7F}"): .cutPath], in: .path, "folder above",
        "cut the last part of the path", footer: 4),
      Binding(
        [
          .up: .scrollUp, .down: .scrollDown, .character("k"): .scrollUp,
          .character("j"): .scrollDown,
        ], in: .help, "scroll", "scroll the help", footer: 0),
    ])
}

extension State {
  /// Where keys are looked up.
  package var place: Places {
    if helpIsOpen { return .help }
    if picker.isOpen { return .models }
    if opener != nil { return .path }
    if screen == .gallery { return .gallery }
    switch focus {
    case .prompt, .negative: return .text
    case .settings: return .settings
    case .preview: return .preview
    }
  }

  /// Why `command` can do nothing now, as a sentence; nil where it can.
  package func obstacle(to command: Command) -> String? {
    switch command {
    case .run where prompt.text.allSatisfy(\.isWhitespace):
      "Type what the picture should show, then press Enter"
    case .keep where finished == nil:
      isRunning ? "The picture is not finished yet" : "There is no picture to keep yet"
    case .run where opening != nil: "The model is being opened"
    case .recall where opening != nil, .chooseModel where opening != nil:
      "The model is being opened"
    case .removeInput where recipe.start == .noise: "Drawing begins from noise already"
    case .recall where gallery.selected == nil, .beginFromKept where gallery.selected == nil:
      "The gallery is empty"
    case .recall where gallery.selected?.recipe == nil: "This file holds no recipe"
    case .nextChannel, .previousChannel, .falseColour:
      preview.tab == .latent || preview.shownLatent != nil ? nil : "Only a latent has channels"
    default: nil
    }
  }
}
