package import ArgumentParser
import Files
import Foundation
import Gallery

/// `wurst gallery trash`: pictures that were thrown away, and can still be had back.
package struct TrashCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "trash", abstract: "Throw pictures away, bring them back, empty the trash.",
    discussion:
      "What is thrown away stays for 30 days, or as many as gallery.trash-days in the configuration.",
    examples: ["wurst gallery trash", "wurst gallery trash add ball.png"],
    subcommands: [List.self, Add.self, Restore.self, Empty.self], defaultSubcommand: List.self)

  package init() {}

  /// A picture that was moved.
  private struct Moved: Encodable {
    let from: Path
    let to: Path
  }

  private static func report(_ deed: GalleryDeed, _ output: PrintOptions) throws {
    guard case .moved(let moved) = deed.kind else { return }
    for picture in moved { try output.print("\(picture.to)") }
    try output.report("pictures", moved.map { Moved(from: $0.from, to: $0.to) })
  }

  /// `wurst gallery trash list`.
  package struct List: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "List what is in the trash, the oldest first.",
      examples: ["wurst gallery trash list"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws { try Interruption.watch { _ in try list() } }

    private struct Picture: Encodable {
      let file: Path
      let origin: Path
      let date: Date?

      private enum CodingKeys: CodingKey { case file, origin, date }

      func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(file, forKey: .file)
        try fields.encode(origin, forKey: .origin)
        try fields.encodeIfPresent(date?.formatted(.iso8601), forKey: .date)
      }
    }

    private func list() throws {
      let gallery = Gallery.own
      _ = try gallery.tidyTrash()
      let pictures = try gallery.trashed().sorted {
        ($0.date ?? .distantPast, $0.path) < ($1.date ?? .distantPast, $1.path)
      }
      for picture in pictures { try output.print("\(picture.path)") }
      try output.report(
        "pictures",
        pictures.map { Picture(file: $0.path, origin: $0.origin, date: $0.date) })
    }
  }

  /// `wurst gallery trash add`.
  package struct Add: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Move pictures of the gallery to the trash.",
      examples: ["wurst gallery trash add ball.png"])

    @OptionGroup var arguments: PictureArguments

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { _ in
        let gallery = Gallery.own
        try report(try gallery.discard(arguments.paths(in: gallery, [.kept, .runs])), output)
      }
    }
  }

  /// `wurst gallery trash restore`.
  package struct Restore: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Move pictures out of the trash to where they were.",
      examples: ["wurst gallery trash restore ball.png"])

    @OptionGroup var arguments: PictureArguments

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { _ in
        let gallery = Gallery.own
        try report(try gallery.restore(arguments.pathsAside(in: gallery)), output)
      }
    }
  }

  /// `wurst gallery trash empty`.
  package struct Empty: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Delete all that is in the trash for good.",
      examples: ["wurst gallery trash empty"])

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { _ in
        let count = try Gallery.own.emptyTrash()
        try output.print(count == 1 ? "1 picture deleted" : "\(count) pictures deleted")
        try output.report("deleted", count)
      }
    }
  }
}
