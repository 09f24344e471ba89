package import ArgumentParser
import Files
import Gallery

extension GalleryCommand {
  /// `wurst gallery import`.
  package struct Import: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Copy pictures from elsewhere into the gallery.",
      discussion:
        "PNG files keep all that they say, and get names as kept pictures have. A picture "
        + "that is in the gallery already is left out, whatever its name and its texts.",
      examples: ["wurst gallery import ball.png pictures/"])

    @Argument(
      help: ArgumentHelp("PNG files, and folders with such files.", valueName: "file|folder"))
    var files: [Path]

    @Flag(
      help: ArgumentHelp(
        "Give the files themselves a second name in the gallery (a hard link) and copy nothing; "
          + "within one file system. What is thought of them is written into the gallery's alone."))
    var link = false

    @OptionGroup var output: PrintOptions

    package init() {}

    package func run() throws {
      try Interruption.watch { cancellation in
        try Gallery.own.importing { try bringIn(cancellation) }
      }
    }

    private struct Result: Encodable {
      let input: Path
      var file: Path?
      /// The picture of the gallery that it is.
      var already: Path?
      var error: String?
    }

    private func bringIn(_ cancellation: Cancellation) throws {
      let gallery = Gallery.own
      var known = try KnownPictures(gallery)
      var results: [Result] = []
      var failures: [Failure] = []
      for file in try files.flatMap(Self.pictures) {
        try cancellation.check()
        do {
          let path = try gallery.adopt(file.absolute, links: link, known: &known)
          results.append(Result(input: file, file: path))
          try output.print("\(file) → \(path)")
        } catch GalleryError.kept(_, let already) {
          results.append(Result(input: file, already: already))
          Console.printError("\(file) is in the gallery already, as \(already)")
        } catch {
          let failure = Failure(error)
          // Of a disk that is full nothing more is to be had.
          if failure.status == .storage { throw failure }
          results.append(Result(input: file, error: failure.message))
          failures.append(failure)
          Console.printError("wurst: \(failure.message)")
        }
      }
      try output.report("pictures", results)
      guard let first = failures.first else { return }
      throw Failure("not imported: \(failures.count) of \(results.count) pictures", first.status)
    }

    /// A file itself, or the PNG files of a folder and of those in it.
    private static func pictures(_ path: Path) throws -> [Path] {
      guard Folder.exists(path) else { return [path] }
      let found = try FoundPictures(in: path)
      if found.links > 0 {
        let links = found.links == 1 ? "1 link is" : "\(found.links) links are"
        Console.printError("\(links) left out of \(path); what is named itself is imported")
      } else if found.pictures.isEmpty {
        Console.printError("no PNG pictures in \(path)")
      }
      return found.pictures
    }
  }
}

/// The PNG files in a folder and in those below it.
private struct FoundPictures {
  private(set) var pictures: [Path] = []
  /// Links to pictures and folders, which are not followed, and devices named like pictures.
  private(set) var links = 0

  init(in folder: Path) throws(ReadError) { try look(through: folder) }

  private mutating func look(through folder: Path) throws(ReadError) {
    let entries = try Folder.entries(folder).filter { !$0.name.hasPrefix(".") }
    for entry in entries.sorted(by: { $0.path < $1.path }) {
      let isPicture = entry.path.ending.lowercased() == "png"
      switch entry.kind {
      case .folder: try look(through: entry.path)
      case .file where isPicture: pictures.append(entry.path)
      case .other where isPicture || Folder.exists(entry.path): links += 1
      case .file, .other: break
      }
    }
  }
}
