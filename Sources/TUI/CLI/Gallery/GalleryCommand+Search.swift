package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery search`.
  package struct Search: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Find pictures of the gallery by what is said of them.",
      discussion:
        "All words must be there, each begun or whole, in the prompt, the negative prompt, "
        + "tags, note, program, model or file name; words in double quotes follow each other. A "
        + "condition looks in one place: prompt:, negative:, model:, program:, note:, name:, tag: "
        + "and from: (the picture that it began from) take words; seed, steps, guidance, rating, "
        + "width and height are compared, as in 'steps>=30'; after:2026-01, before: and date: take "
        + "a year, month or day; is: takes fav, damaged, link, foreign or readonly, has: takes "
        + "trace, recipe, tag or note. What a hyphen stands before is left out. Several arguments "
        + "are one search with spaces between.",
      examples: [
        "wurst gallery search robot is:fav after:2026-01",
        "wurst gallery search '\"red ball\"' -beach --json",
      ],
      // A word that is left out may begin with an h.
      helpNames: .long)

    @Argument(
      parsing: .allUnrecognized,
      help: ArgumentHelp("What to look for.", valueName: "search"))
    var words: [String] = []

    @OptionGroup var options: GalleryOptions

    @Option(
      help: ArgumentHelp(
        "Keep the search under a name; an empty one is forgotten.", valueName: "name"))
    var save: String?

    @Option(
      help: ArgumentHelp("Look for what was kept under a name.", valueName: "name"),
      completion: Completions.searches)
    var saved: String?

    @Flag(help: "List the searches that have names.")
    var names = false

    package init() {}

    package mutating func validate() throws {
      if let word = words.first(where: { $0.hasPrefix("--") && $0 != "--" }) {
        throw ValidationError("Unknown option '\(word)'")
      }
      words.removeAll { $0 == "--" }
    }

    package func run() throws { try Interruption.watch { try search($0) } }

    private struct Saved: Encodable {
      let name: String
      let text: String
    }

    private func search(_ cancellation: Cancellation) throws {
      let catalogue = OpenGallery().catalogue
      var text = words.joined(separator: " ")
      if names {
        let searches = try catalogue.savedSearches().map { Saved(name: $0.name, text: $0.text) }
        if options.json { return try Console.print(json: ["searches": searches]) }
        var table = TextTable(["name", "search"])
        for search in searches { table.append([search.name, search.text]) }
        return try Console.print(lines: table.lines)
      }
      if let save {
        try catalogue.saveSearch(text, as: save)
        if text.isEmpty { return }
      }
      if let saved {
        guard let known = try catalogue.savedSearches().first(where: { $0.name == saved }) else {
          throw Failure(
            "no search is called '\(saved)' (see 'wurst gallery search --names')", .missing)
        }
        text = [known.text, text].filter { !$0.isEmpty }.joined(separator: " ")
      }
      guard !text.isEmpty else { throw Failure("a search needs words or conditions", .usage) }
      try options.list(text, cancellation)
    }
  }
}
