package import ArgumentParser
import Files
import Gallery
import Recipes
import Render

extension GalleryCommand {
  /// `wurst gallery export`.
  package struct Export: ParsableCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Copy pictures out of the gallery, or onto contact sheets.",
      discussion:
        "The copies say all that the pictures do, unless asked otherwise; a contact sheet "
        + "says nothing. No file is ever replaced: where a name is taken, the next one is used.",
      examples: [
        "wurst gallery export ball.png -o ~/Pictures",
        "wurst gallery export *.png --sheet 5x4 -o sheet.png",
      ])

    @OptionGroup var arguments: PictureArguments

    @Option(
      name: .shortAndLong,
      help: ArgumentHelp(
        "The folder for the copies, made where it is missing, or the file for one copy or a sheet; "
          + "this folder unless given.", valueName: "file|folder"))
    var output: Path?

    @Flag(
      help:
        "Leave out all that the files say: recipe, trace, judgement, time; pixels alone are copied."
    )
    var noMetadata = false

    @Option(
      help: ArgumentHelp(
        "Make contact sheets of so many columns and rows, such as 5x4, in place of copies.",
        valueName: "CxR"))
    var sheet: ContactSheet.Grid?

    @OptionGroup var report: PrintOptions

    package init() {}

    package func validate() throws {
      if output == .standardStream {
        throw ValidationError(
          "copies are not written to the standard output; name a file or a folder with --output")
      }
    }

    package func run() throws { try Interruption.watch(export) }

    private struct Result: Encodable {
      let input: Path
      let file: Path
    }

    private func export(_ cancellation: Cancellation) throws {
      let paths = try arguments.paths(in: .own)
      let place = try Place(output ?? ".", isOneFile: paths.count == 1 || sheet != nil)
      if let sheet {
        return try makeSheets(paths, ContactSheet(grid: sheet), place, cancellation)
      }
      var results: [Result] = []
      for path in paths {
        try cancellation.check()
        let copy =
          noMetadata ? try writePixels(of: path, place, cancellation) : try place.copy(path)
        results.append(Result(input: path, file: copy))
        try report.print("\(copy)")
      }
      try report.report("pictures", results)
    }

    private func writePixels(
      of path: Path, _ place: Place, _ cancellation: Cancellation
    ) throws -> Path {
      try place.write(
        PNGWriter.encode(ImageReader.read(path, cancellation).bitmap, texts: []),
        usually: "\(path.stem).png")
    }

    private func makeSheets(
      _ paths: [Path], _ sheet: ContactSheet, _ place: Place, _ cancellation: Cancellation
    ) throws {
      var files: [Path] = []
      let each = sheet.grid.count
      for first in stride(from: 0, to: paths.count, by: each) {
        let some = paths[first..<min(first + each, paths.count)]
        let bitmap = try sheet.bitmap(some.count) { index in
          try cancellation.check()
          return try ImageReader.read(some[some.startIndex + index], cancellation).bitmap
        }
        let file = try place.write(
          PNGWriter.encode(bitmap, texts: []), usually: "contact-sheet.png")
        files.append(file)
        try report.print("\(file)")
      }
      try report.report("sheets", files)
    }
  }
}

/// Where copies go.
private struct Place {
  private let folder: Path
  /// The name of the one file, if there is one.
  private let name: String?

  init(_ path: Path, isOneFile: Bool) throws {
    let isFolder = Folder.exists(path) || path.endsInSlash || path.ending.isEmpty
    guard isFolder || isOneFile else {
      throw ValidationError("--output names one file for several pictures; name a folder")
    }
    if !isFolder, path.ending.lowercased() != "png" {
      throw ValidationError("copies are PNG files; let the name end in .png, not .\(path.ending)")
    }
    folder = isFolder ? path : path.folder
    name = isFolder ? nil : path.name
    if isFolder { try Folder.makeAll(path) }
  }

  func copy(_ path: Path) throws -> Path {
    let file = try PlainFile(path)
    return try firstFree(path.name) { target throws(WriteError) in
      try AtomicFile.write(to: target, replacing: false) { content throws(WriteError) in
        try content.append(0..<file.count, of: file)
      }
    }
  }

  /// - Parameter usual: the name where none was asked for.
  func write(_ bytes: [UInt8], usually usual: String) throws(WriteError) -> Path {
    try firstFree(usual) { target throws(WriteError) in
      try AtomicFile.write(bytes, to: target, replacing: false)
    }
  }

  private func firstFree(
    _ usual: String, make: (Path) throws(WriteError) -> Void
  ) throws(WriteError) -> Path {
    let file = Path(name ?? usual)
    return try AtomicFile.firstFree(
      of: 1...10_000,
      path: { number in
        let name = number == 1 ? file : Path("\(file.stem)-\(number).\(file.ending)")
        return folder == "." ? name : folder / name
      }, make: make)
  }
}
