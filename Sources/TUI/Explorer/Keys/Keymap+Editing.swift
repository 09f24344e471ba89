import Terminal

extension Keymap {
  static let editing = Section(
    title: "While editing text",
    bindings: [
      Binding(
        [.up: .edit(.up), .down: .edit(.down)], in: .text, "earlier prompts",
        "by a line; from the first and the last one to earlier and later prompts", footer: 7),
      Binding(
        [.control("p"): .history(.earlier), .control("n"): .history(.later)], in: .text,
        "earlier prompts", "earlier and later prompts"),
      Binding(
        [.control("r"): .history(.search)], in: .text, "search", "search all earlier prompts",
        footer: 9),
      Binding(
        [
          .controlUp: .edit(.heavier), .controlDown: .edit(.lighter),
          .altUp: .edit(.slightlyHeavier), .altDown: .edit(.slightlyLighter),
        ], in: .text, "weight",
        "what is selected, or the word at the cursor, weighs more, or less: by 0.1, with Alt by 0.05",
        footer: 10),
      Binding(
        [.control(" "): .edit(.complete)], in: .text, "complete",
        "complete a word that the model knows, as Tab does; again for the next"),
      Binding(
        [.controlX("e"): .edit(.elsewhere)], in: .text, "editor",
        "edit the text in $VISUAL or $EDITOR"),
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
          .shiftLeft: .edit(.selectLeft), .shiftRight: .edit(.selectRight),
          .shiftUp: .edit(.selectUp), .shiftDown: .edit(.selectDown),
          .controlShiftLeft: .edit(.selectWordLeft), .controlShiftRight: .edit(.selectWordRight),
          .shiftHome: .edit(.selectStart), .shiftEnd: .edit(.selectEnd),
        ], in: .text, "select",
        "select, as dragging the mouse does: what is typed takes its place"),
      Binding(
        [.alt("w"): .edit(.copy)], in: .text, "copy",
        "copy what is selected, into the clipboard too"),
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
        ], in: [.text, .line, .command, .value, .finding], "cut",
        "cut what is selected, or the word before, the word behind"),
      Binding(
        [.control("u"): .edit(.deleteToStart), .control("k"): .edit(.deleteToEnd)], in: .fields,
        "cut", "cut everything before, everything behind"),
      Binding([.control("y"): .edit(.yank)], in: .fields, "paste", "bring back what was cut last"),
    ])

  static let settings = Section(
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
        ], in: .settings, "change",
        "less, more; or type a number, which Enter ends, as it chooses a file", footer: 2),
      Binding(
        [
          .character("<"): .settings(.decreaseMuch), .character(">"): .settings(.increaseMuch),
          .pageDown: .settings(.decreaseMuch), .pageUp: .settings(.increaseMuch),
        ], in: .settings, "change much", "much less, much more", footer: 9),
      Binding(
        [.backspace: .settings(.delete), .delete: .settings(.delete)], in: .settings, "reset",
        "delete a digit; or back to the model's own value, to random seeds, to noise", footer: 8),
    ])

  static let views = Section(
    title: "Views",
    bindings: [
      Binding(
        [.character("["): .view(.previousTab), .character("]"): .view(.nextTab)],
        in: [.settings, .preview, .zoomed],
        "view",
        "latent, tokens or detail, image", footer: 6),
      Binding(
        [.left: .view(.previousTab), .right: .view(.nextTab)], in: .preview, "view",
        "latent, tokens or detail, image"),
      Binding(
        [.character("c"): .view(.nextChannel), .character("C"): .view(.previousChannel)],
        in: [.settings, .preview, .zoomed], "channel",
        "the latent one channel at a time", footer: 9),
      Binding(
        [.character("f"): .view(.falseColour)], in: [.settings, .preview, .zoomed], "colour",
        "the whole latent in false colour"),
      Binding(
        [.character("w"): .view(.sides)], in: .commands, "all views",
        "the other views beside this one, or not"),
      Binding(
        [.character("z"): .zoom(.toggle)], in: [.settings, .preview, .gallery, .zoomed], "zoom",
        "the picture over the whole screen, and back", footer: 7, shownIn: [.preview, .gallery]),
      Binding(
        [
          .character("+"): .zoom(.closer), .character("="): .zoom(.closer),
          .character("-"): .zoom(.farther),
        ], in: [.zoomed, .comparing], "zoom", "nearer, farther, by whole pixels", footer: 0,
        shownIn: .zoomed),
      Binding(
        [
          .left: .zoom(.left), .right: .zoom(.right), .up: .zoom(.up), .down: .zoom(.down),
          .character("h"): .zoom(.left), .character("l"): .zoom(.right),
          .character("k"): .zoom(.up), .character("j"): .zoom(.down),
        ], in: [.zoomed, .comparing], "move",
        "to the side; where all of it is seen to the picture before, the next", footer: 1,
        shownIn: .zoomed),
      Binding(
        [.home: .zoom(.whole)], in: [.zoomed, .comparing], "all", "all of it again", footer: 2,
        shownIn: .zoomed),
    ])
}
