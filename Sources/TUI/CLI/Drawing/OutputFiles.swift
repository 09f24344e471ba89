import Engine
import Files
import Gallery
import Recipes
import Render

/// Where a command writes its pictures.
struct OutputFiles {
  private let place: Place

  private enum Place {
    case standardOutput
    /// New files, under names that the command gives them.
    case folder(Path)
    /// The file that was asked for, which may be replaced.
    case file(Path, Format)
    /// Files that are numbered before the ending, and may be replaced too.
    case numbered(folder: Path, stem: String, ending: String, Format)
  }

  /// What a picture is written as, by the ending of its name.
  private enum Format {
    case png, jpeg

    /// - Returns: nil for an ending that is not that of a picture.
    /// - Throws: `Failure` for one of pictures that are not written.
    init?(of path: Path) throws(Failure) {
      let ending = path.ending.lowercased()
      switch ending {
      case "png": self = .png
      case "jpg", "jpeg": self = .jpeg
      case "webp", "gif", "bmp", "tif", "tiff", "avif", "heic", "heif", "jxl", "jp2", "ppm", "pgm",
        "qoi", "svg", "pdf", "psd", "xcf", "ico", "exr", "tga":
        throw Failure(
          "cannot write \(path): pictures are written as PNG or JPEG, not as "
            + "\(ending.uppercased()); let the name end in .png or .jpg", .usage)
      default: return nil
      }
    }

    func bytes(of drawn: Drawn) throws -> [UInt8] {
      let (picture, metadata) = (drawn.picture, drawn.metadata)
      let texts = metadata.pngTexts(width: picture.width, height: picture.height)
      return switch self {
      case .png:
        try PNGWriter.encode(
          picture.bitmap, texts: texts,
          chunks: drawn.trace.map { [try TraceChunk.chunk($0)] } ?? [])
      case .jpeg: try JPEGWriter.encode(picture.bitmap, texts: texts)
      }
    }
  }

  /// Makes sure, before time is spent on pictures, that there is a place for them.
  ///
  /// - Parameters:
  ///   - given: a file, or a folder, which is made where it is missing; the working folder if nil.
  ///   - takesFolders: whether a name without an ending is that of a folder.
  ///   - count: how many pictures are numbered; 1 for one without a number.
  ///   - batch: what the pictures of a batch are called in a folder; whether they may replace what is there
  ///     is for the batch to find out.
  ///   - inputs: files that are not to be lost to a picture.
  ///   - force: whether they may be.
  ///   - makesFolders: whether a folder that is missing is made now, and not looked for a place alone.
  /// - Throws: `WriteError` when the place cannot be written to, `Failure` when a file would be
  ///   lost or the ending is not that of pictures which are written.
  init(
    _ given: Path?, takesFolders: Bool = false, count: Int = 1, batch: String? = nil,
    inputs: [Path], force: Bool, makesFolders: Bool = true
  ) throws {
    let given = given.flatMap { $0.isEmpty ? nil : $0 } ?? "."
    if given == .standardStream {
      if batch != nil { throw Failure("many pictures need files; name a folder", .usage) }
      try Self.checkStandardOutput(count: count)
      place = .standardOutput
      return
    }
    let isFolder =
      Folder.exists(given) || given.endsInSlash || takesFolders && given.ending.isEmpty
    if isFolder {
      place =
        batch.map { .numbered(folder: given, stem: Self.shortened($0), ending: "png", .png) }
        ?? .folder(given)
      if makesFolders, !Folder.exists(given) { try Folder.make(given) }
      // As long as any name that a command gives.
      try AtomicFile.check((Folder.exists(given) ? given : given.folder) / ".wurst")
      return
    }
    let format = try Format(of: given)
    let targets: [Path]
    if count == 1 && batch == nil {
      place = .file(given, format ?? .png)
      targets = [given]
    } else {
      let (stem, ending) = format == nil ? (given.name, "png") : (given.stem, given.ending)
      place = .numbered(folder: given.folder, stem: stem, ending: ending, format ?? .png)
      targets =
        batch == nil
        ? (1...count).map { Self.numbered(given.folder, stem, ($0, count), ending) } : [given]
    }
    for target in targets {
      try AtomicFile.check(target)
      if !force { try Self.protect(target, from: inputs) }
    }
  }

  private static func checkStandardOutput(count: Int) throws(Failure) {
    if count > 1 {
      throw Failure("the standard output takes one picture, not \(count); name a file", .usage)
    }
    if Console.outputIsTerminal {
      throw Failure(
        "the standard output is the terminal, which cannot take a picture file; name a file, or "
          + "send the output to a program", .usage)
    }
  }

  private static func protect(_ target: Path, from inputs: [Path]) throws(Failure) {
    guard let identity = FileIdentity(target) else { return }
    if inputs.contains(where: { FileIdentity($0) == identity }) {
      throw Failure(
        "\(target) is also read, and would be replaced; choose another name, or add --force",
        .usage)
    }
    if !ImageReader.isPicture(target) {
      throw Failure(
        "\(target) is no picture, and would be replaced; choose another name, or add --force",
        .usage)
    }
  }

  /// The file of a number; nil where it is not known before it is written.
  func path(_ number: (value: Int, count: Int)) -> Path? {
    guard case .numbered(let folder, let stem, let ending, _) = place else { return nil }
    return Self.numbered(folder, stem, number, ending)
  }

  /// Whether there is room for one picture alone.
  var isOneFile: Bool { if case .folder = place { false } else { true } }

  /// A picture and what its file is to carry; JPEG files carry no trace.
  struct Drawn {
    let picture: Picture
    let metadata: PictureMetadata
    let trace: PictureTrace?
  }

  /// Writes a picture with its recipe inside.
  ///
  /// - Parameters:
  ///   - number: which one of several it is, and how many there are.
  ///   - name: without an ending; used where no file was asked for, with the next free number.
  func write(
    _ drawn: Drawn, number: (value: Int, count: Int)? = nil, name: String
  ) throws -> Path {
    let path = try put(drawn, number, name)
    CommandLog.say("wrote \(path == .standardStream ? "to the standard output" : "\(path)")")
    return path
  }

  private func put(
    _ drawn: Drawn, _ number: (value: Int, count: Int)?, _ name: String
  ) throws -> Path {
    switch place {
    case .standardOutput:
      try Console.print(file: Format.png.bytes(of: drawn))
      return .standardStream
    case .file(let file, let format):
      try AtomicFile.write(format.bytes(of: drawn), to: file)
      return file
    case .numbered(let folder, let stem, let ending, let format):
      let file = Self.numbered(folder, stem, number ?? (1, 1), ending)
      try AtomicFile.write(format.bytes(of: drawn), to: file)
      return file
    case .folder(let folder):
      let bytes = try Format.png.bytes(of: drawn)
      let (first, count) = number ?? (1, 1)
      let stem = Self.shortened(name)
      return try AtomicFile.write(bytes, toFirstFreeOf: first...100_000) { value in
        number == nil && value == 1
          ? Self.below(folder, stem + ".png")
          : Self.numbered(folder, stem, (value, count), "png")
      }
    }
  }

  /// `stem-07.png`: with so many digits that names sort as their numbers do.
  private static func numbered(
    _ folder: Path, _ stem: String, _ number: (value: Int, count: Int), _ ending: String
  ) -> Path {
    let digits = NumberText.padded(String(number.value), to: "\(number.count)".count)
    return below(folder, "\(stem)-\(digits).\(ending)")
  }

  /// A name in the working folder is written as it is.
  private static func below(_ folder: Path, _ name: String) -> Path {
    folder == "." ? Path(name) : folder / name
  }

  /// The beginning of a name that leaves room for a number and an ending in the 255 bytes that
  /// file systems take.
  private static func shortened(_ name: String) -> String {
    var name = name
    while Path(name).bytes.count > 240 { name.removeLast() }
    return name
  }
}
