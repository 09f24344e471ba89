import Engine
import Files
import Gallery
import Recipes
import Render

/// Where a command writes its pictures.
struct OutputFiles {
  private let place: Place

  private enum Place {
    /// New files, under names that the command gives them.
    case folder(Path)
    /// The file that was asked for, which may be replaced.
    case file(Path)
    /// Files that are numbered before the ending, and may be replaced too.
    case numbered(folder: Path, stem: String)
  }

  /// Makes sure, before time is spent on pictures, that there is a place for them.
  ///
  /// - Parameters:
  ///   - options: a file, or a folder, which is made where it is missing; the working folder if
  ///     nothing is given.
  ///   - takesFolders: whether a name without an ending is that of a folder.
  ///   - count: how many pictures are numbered; 1 for one without a number.
  ///   - inputs: files that are not to be lost to a picture.
  /// - Throws: `WriteError` when the place cannot be written to, `Failure` when a file would be
  ///   lost or the ending is not that of pictures which are written.
  init(
    _ given: Path?, takesFolders: Bool = false, count: Int = 1, inputs: [Path], force: Bool
  ) throws {
    let given = given.flatMap { $0.isEmpty ? nil : $0 } ?? "."
    let isFolder =
      Folder.exists(given) || given.endsInSlash || takesFolders && given.ending.isEmpty
    if isFolder {
      if !Folder.exists(given) { try Folder.make(given) }
      place = .folder(given)
      // As long as any name that a command gives.
      try AtomicFile.check(given / ".wurst")
      return
    }
    let isPNG = try Self.isPNG(given)
    let targets: [Path]
    if count == 1 {
      place = .file(given)
      targets = [given]
    } else {
      let stem = isPNG ? given.stem : given.name
      place = .numbered(folder: given.folder, stem: stem)
      targets = (1...count).map { Self.numbered(given.folder, stem, $0, Self.digits(count)) }
    }
    for target in targets {
      try AtomicFile.check(target)
      if !force { try Self.protect(target, from: inputs) }
    }
  }

  /// Whether the name ends as PNG files do.
  ///
  /// - Throws: `Failure` for the endings of pictures that are not written.
  private static func isPNG(_ path: Path) throws(Failure) -> Bool {
    let ending = path.ending.lowercased()
    if foreignEndings.contains(ending) {
      throw Failure(
        "cannot write \(path): pictures are written as PNG, not as \(ending.uppercased()); "
          + "let the name end in .png", .usage)
    }
    return ending == "png"
  }

  private static let foreignEndings: Set = [
    "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "avif", "heic", "heif", "jxl", "jp2", "ppm",
    "pgm", "qoi", "svg", "pdf", "psd", "xcf", "ico", "exr", "tga",
  ]

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

  /// Whether one file was named, which can hold one picture.
  var isOneFile: Bool { if case .folder = place { false } else { true } }

  /// Writes a picture with its recipe inside.
  ///
  /// - Parameters:
  ///   - number: which one of several it is, and how many there are.
  ///   - name: without an ending; used where no file was asked for, with the next free number.
  func write(
    _ picture: Picture, _ metadata: PictureMetadata, number: (value: Int, count: Int)? = nil,
    name: String
  ) throws -> Path {
    let bytes = try PNGWriter.encode(
      picture.bitmap, texts: metadata.pngTexts(width: picture.width, height: picture.height))
    switch place {
    case .file(let file):
      try AtomicFile.write(bytes, to: file)
      return file
    case .numbered(let folder, let stem):
      let (value, count) = number ?? (1, 1)
      let file = Self.numbered(folder, stem, value, Self.digits(count))
      try AtomicFile.write(bytes, to: file)
      return file
    case .folder(let folder):
      let (first, digits) = number.map { ($0.value, Self.digits($0.count)) } ?? (1, 1)
      let stem = Self.shortened(name)
      return try AtomicFile.write(bytes, toFirstFreeOf: first...100_000) { value in
        number == nil && value == 1
          ? Self.below(folder, stem + ".png") : Self.numbered(folder, stem, value, digits)
      }
    }
  }

  /// `stem-07.png`: with so many digits that names sort as their numbers do.
  private static func numbered(_ folder: Path, _ stem: String, _ number: Int, _ digits: Int) -> Path
  {
    below(folder, "\(stem)-\(NumberText.padded(String(number), to: digits)).png")
  }

  /// A name in the working folder is written as it is.
  private static func below(_ folder: Path, _ name: String) -> Path {
    folder == "." ? Path(name) : folder / name
  }

  private static func digits(_ count: Int) -> Int { "\(count)".count }

  /// The beginning of a name that leaves room for a number and an ending in the 255 bytes that
  /// file systems take.
  private static func shortened(_ name: String) -> String {
    var name = name
    while Path(name).bytes.count > 240 { name.removeLast() }
    return name
  }
}
