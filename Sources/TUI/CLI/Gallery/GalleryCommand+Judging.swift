package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery rate`.
  package struct Rate: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Give pictures 1 to 5 stars, or 0 to take them away.",
      discussion: "The stars are written into the pictures themselves.",
      examples: ["wurst gallery rate 4 ball.png"])

    @Argument(help: "How many stars, 0 to 5.")
    var stars: Int

    @OptionGroup var arguments: PictureArguments

    @OptionGroup var output: PrintOptions

    package init() {}

    package func validate() throws {
      guard 0...5 ~= stars else {
        throw ValidationError("pictures have 0 to 5 stars, not \(stars)")
      }
    }

    package func run() throws {
      try Interruption.watch { cancellation in
        try JudgedPicture.judge(arguments, output, [.rating(stars)], cancellation)
      }
    }
  }

  /// `wurst gallery tag`.
  package struct Tag: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Tag pictures, note something with them, make them favourites.",
      discussion: "Without options it says what is thought of them. All of it is written into the "
        + "pictures themselves.",
      examples: ["wurst gallery tag ball.png --add beach --favourite"])

    @OptionGroup var arguments: PictureArguments

    @Option(help: ArgumentHelp("A tag to give; may be there several times.", valueName: "tag"))
    var add: [String] = []

    @Option(help: ArgumentHelp("A tag to take away; may be there several times.", valueName: "tag"))
    var remove: [String] = []

    @Option(help: ArgumentHelp("What to note in place of what is there.", valueName: "text"))
    var note: String?

    @Flag(inversion: .prefixedNo, help: "Whether the pictures are favourites.")
    var favourite: Bool?

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      var changes: [Judgement.Change] = []
      if !add.isEmpty || !remove.isEmpty { changes.append(.tags(adding: add, removing: remove)) }
      if let note { changes.append(.note(note)) }
      if let favourite { changes.append(.favourite(favourite)) }
      try Interruption.watch { cancellation in
        try JudgedPicture.judge(arguments, output, changes, cancellation)
      }
    }
  }
}

/// A picture and what is thought of it.
private struct JudgedPicture: Encodable {
  let file: Path
  let favourite: Bool
  let rating: Int
  let tags: [String]
  let note: String

  init(_ file: Path, _ judgement: Judgement) {
    self.file = file
    favourite = judgement.isFavourite
    rating = judgement.rating
    tags = judgement.tags
    note = judgement.note
  }

  /// Changes what is thought of pictures, and says what is thought of them then.
  static func judge(
    _ arguments: PictureArguments, _ output: PrintOptions, _ changes: [Judgement.Change],
    _ cancellation: Cancellation
  ) throws {
    let gallery = Gallery.own
    let paths = try arguments.paths(in: gallery)
    for change in changes {
      try cancellation.check()
      _ = try gallery.judge(paths, change)
    }
    let judged = try paths.map { JudgedPicture($0, try gallery.judgement(of: $0)) }
    for picture in judged { try output.print(picture.line) }
    try output.report("pictures", judged)
  }

  private var line: String {
    let stars = rating == 0 ? "" : String(repeating: "★", count: rating)
    let parts = [favourite ? "♥" : "", stars, tags.joined(separator: ", "), note]
    return ([file.description] + parts.filter { !$0.isEmpty }).joined(separator: "  ")
  }
}
