import Terminal

extension Keymap {
  static let comparing = Section(
    title: "Comparing",
    bindings: [
      Binding(
        [.character("c"): .compare(.marked)], in: .gallery, "compare",
        "compare two to four marked pictures", footer: 9),
      Binding(
        [.character("b"): .compare(.pin)], in: .commands, "pin",
        "pin the picture that is shown, to compare what is drawn next", footer: 10),
      Binding(
        [.character(" "): .compare(.flip)], in: [.settings, .preview, .comparing], "flip",
        "one after the other in one place; the next one", footer: 2,
        shownIn: [.preview, .comparing]),
      Binding(
        [.character("v"): .compare(.sideBySide)], in: [.settings, .preview, .comparing],
        "side by side", "beside each other", footer: 3, shownIn: .comparing),
      Binding(
        [.character("d"): .compare(.difference)], in: [.settings, .preview, .comparing],
        "difference", "what differs, amplified", footer: 4, shownIn: .comparing),
      Binding(
        [.character("w"): .compare(.wipe)], in: .comparing, "wipe",
        "one on the left, the other on the right", footer: 5),
      Binding(
        [.character("<"): .compare(.less), .character(">"): .compare(.more)], in: .comparing,
        "move",
        "the picture before, the next; moves a wipe; a weaker, a stronger difference", footer: 15),
      Binding(
        [
          .character("["): .compare(.previousContent), .character("]"): .compare(.nextContent),
        ], in: .comparing, "view", "image, tokens, latent, where the pictures carry them",
        footer: 16),
      Binding(
        [
          .character("c"): .compare(.nextChannel), .character("C"): .compare(.previousChannel),
        ], in: .comparing, "channel", "the latent one channel at a time", footer: 17),
      Binding(
        [.enter: .compare(.take)], in: .comparing, "use recipe",
        "load the recipe of the picture in front", footer: 0),
    ])
}
