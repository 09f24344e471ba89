import Terminal

extension Keymap {
  static let gallery = Section(
    title: "Gallery",
    bindings: [
      Binding(
        [
          .up: .gallery(.up), .down: .gallery(.down), .character("k"): .gallery(.up),
          .character("j"): .gallery(.down),
        ], in: .gallery, "choose", "the picture above, the one below; scrolls the details",
        footer: 5),
      Binding(
        [
          .left: .gallery(.left), .right: .gallery(.right), .character("h"): .gallery(.left),
          .character("l"): .gallery(.right),
        ], in: .gallery, "choose", "the picture before, the next one"),
      Binding(
        [.pageUp: .gallery(.pageUp), .pageDown: .gallery(.pageDown)], in: .gallery, "page",
        "a page up, a page down"),
      Binding(
        [
          .home: .gallery(.first), .end: .gallery(.last),
        ], in: .gallery, "ends", "the first picture, the last"),
      Binding(
        [.character("t"): .gallery(.changeView)], in: .gallery, "view", "small pictures, or a list",
        footer: 6),
      Binding(
        [.character("i"): .gallery(.detail)], in: .gallery, "details",
        "all that is known of the picture", footer: 3),
      Binding(
        [.character("/"): .gallery(.search)], in: .gallery, "search",
        "find pictures, as robot -beach seed:42 guidance>3 after:2026-01 tag:keep is:fav rating>=4",
        footer: 2),
      Binding(
        [.character(","): .gallery(.nextOrder)], in: .gallery, "order",
        "newest, oldest, best, by seed, by model, most similar first", footer: 12),
      Binding(
        [.character("."): .gallery(.nextGrouping)], in: .gallery, "group",
        "put days, models or prompts together", footer: 13),
      Binding(
        [.character("["): .gallery(.previousPlace), .character("]"): .gallery(.nextPlace)],
        in: .gallery, "place", "kept pictures, runs that were not kept, the trash", footer: 10),
      Binding(
        [.character("!"): .gallery(.nextDamaged)], in: .gallery, "damaged",
        "the next file that cannot be read", footer: 14),
      Binding(
        [.enter: .line(.accept)], in: .line, "done", "take the line", footer: 0),
      Binding(
        [.tab: .line(.complete)], in: .line, "complete",
        "complete keys, tags and models; again for the next", footer: 1),
      Binding(
        [
          .up: .line(.earlier), .down: .line(.later), .control("p"): .line(.earlier),
          .control("n"): .line(.later),
        ], in: .line, "saved searches",
        "the searches that have names", footer: 4),
      Binding(
        [.control("s"): .line(.save)], in: .line, "name it", "keep the search under a name",
        footer: 5),
      Binding(
        [.control("x"): .line(.forget)], in: .line, "forget it",
        "forget the name of the search that is typed", footer: 6),
    ])

  static let judging = Section(
    title: "Judging and tidying, of all that is marked or of the picture chosen",
    bindings: [
      Binding(
        [.character(" "): .gallery(.mark)], in: .gallery, "mark", "mark it and go on", footer: 7),
      Binding(
        [.character("v"): .gallery(.markRange)], in: .gallery, "range",
        "mark from here on; again ends the range", footer: 16),
      Binding(
        [.control("a"): .gallery(.markAll)], in: .gallery, "mark all",
        "mark all that was found, or nothing"),
      Binding(
        [.character("*"): .judge(.favourite)], in: .gallery, "favourite",
        "a favourite, or none any more", footer: 8),
      Binding(
        [
          .character("0"): .judge(.unrated), .character("1"): .judge(.one),
          .character("2"): .judge(.two), .character("3"): .judge(.three),
          .character("4"): .judge(.four), .character("5"): .judge(.five),
        ], in: .gallery, "stars", "so many stars"),
      Binding(
        [.character("T"): .judge(.tags)], in: .gallery, "tags", "give and take tags", footer: 15),
      Binding([.character("N"): .judge(.note)], in: .gallery, "note", "write a note"),
      Binding(
        [.character("d"): .judge(.discard), .delete: .judge(.discard)], in: .gallery,
        "to the trash",
        "to the trash of the gallery", footer: 9),
      Binding(
        [.character("s"): .judge(.restore)], in: .gallery, "keep",
        "keep a run, or bring it back from the trash", footer: 1),
      Binding(
        [.character("E"): .judge(.emptyTrash)], in: .gallery, "empty",
        "delete what is in the trash",
        footer: 4),
      Binding(
        [.character("u"): .judge(.undo)], in: .gallery, "undo", "undo what was done last", footer: 5
      ),
    ])

  static let going = Section(
    title: "Going on from a picture",
    bindings: [
      Binding(
        [.enter: .take(.all)], in: .gallery, "use recipe",
        "load the prompt and settings of the picture",
        footer: 0),
      Binding(
        [.character("p"): .take(.prompt)], in: .gallery, "prompt", "load its prompts alone",
        footer: 17),
      Binding(
        [.character("S"): .take(.seed)], in: .gallery, "seed", "load its seed alone"),
      Binding(
        [.character("n"): .take(.allButSeed)], in: .gallery, "all but seed",
        "load all but its seed"),
      Binding(
        [.character("r"): .take(.again)], in: .gallery, "draw again", "load its recipe and draw it",
        footer: 18),
      Binding(
        [.character("o"): .take(.begin)], in: .gallery, "begin from it",
        "begin from the picture instead of noise", footer: 11),
      Binding(
        [.character("b"): .take(.goOn)], in: .gallery, "go on",
        "load its recipe, and go on from the latent that it carries", footer: 20),
      Binding(
        [.character("w"): .take(.between)], in: .gallery, "between",
        "load what lies halfway between two marked pictures"),
      Binding(
        [.character("y"): .take(.copy)], in: .gallery, "copy", "into the clipboard", footer: 19),
      Binding(
        [.character("O"): .take(.openElsewhere)], in: .gallery, "open",
        "open it in the system's viewer"),
      Binding(
        [.character("p"): .copy(.path)], in: .copying, "path", "the path of the file", footer: 0),
      Binding(
        [.character("w"): .copy(.prompt)], in: .copying, "prompt", "the words of the prompt",
        footer: 1),
      Binding(
        [.character("r"): .copy(.recipe)], in: .copying, "recipe", "the recipe as text", footer: 2),
      Binding(
        [.character("i"): .copy(.picture)], in: .copying, "picture",
        "the picture, as a data: address", footer: 3),
    ])
}
