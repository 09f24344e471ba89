package import Files
package import Foundation
package import Render

/// A folder of kept pictures: ordinary PNG files under `YYYY/MM/`, which are all there is to it.
///
/// Beside them, in hidden folders, lie the runs that were recorded and what was thrown away.
/// Everything is done by giving files their names, one at a time and under a lock: whenever the
/// program ends, each picture is in one place, and whole.
package struct Gallery: Sendable {
  package let root: Path
  package let settings: GallerySettings
  let names: FileNames

  /// `root` need not exist; `timeZone` decides the dates in names of files.
  package init(
    root: Path, settings: GallerySettings = GallerySettings(), timeZone: TimeZone = .current
  ) {
    self.root = root
    self.settings = settings
    names = FileNames(timeZone: timeZone)
  }

  /// Writes a picture under a name made of `date` and `name`, such as a seed and a prompt.
  ///
  /// A `Creation Time` is added to the texts unless they have one, and the trace if the settings
  /// want it. Missing folders are made and no file is ever replaced. Throws `WriteError` or `PNGError`.
  package func keep(
    _ bitmap: Bitmap, texts: [PNGText], trace: PictureTrace? = nil, name: String, date: Date
  ) throws -> GalleryEntry {
    let file = try PictureBytes(bitmap, texts, settings.keepsTraces ? trace : nil, date)
    let folder = root / names.folder(for: date)
    try Folder.makeAll(folder)
    let stem = names.stem(for: date, name: name)
    let path = try AtomicFile.write(file.bytes, toFirstFreeOf: Self.numbers) {
      Self.numbered(folder / "\(stem).png", $0)
    }
    return GalleryEntry(path: path, date: file.date, texts: .success(file.survey))
  }

  /// How many files of one name are told apart.
  static let numbers = 1...10_000

  /// The path with a number at the end of its name, but for the first.
  static func numbered(_ path: Path, _ number: Int) -> Path {
    if number == 1 { return path }
    return path.folder / "\(path.stem)-\(number)\(path.ending.isEmpty ? "" : ".")\(path.ending)"
  }

  /// The pictures in the folders of the gallery, newest first; a missing gallery is an empty one.
  ///
  /// Only texts are read. Links are not followed, and hidden files and folders are passed over.
  package func entries() throws(GalleryError) -> [GalleryEntry] {
    let entries = try pictures(under: root, depth: 3).filter { $0.kind == .file }.map { file in
      let texts = Result { () throws(PNGError) in try PNGReader.survey(file.path) }
      let date = (try? texts.get().texts).flatMap(CreationTime.date)
      return GalleryEntry(path: file.path, date: date ?? file.modified, texts: texts)
    }
    return entries.sorted { ($1.date, $1.path) < ($0.date, $0.path) }
  }

  /// Links to pictures and folders, and devices named like pictures, in no order.
  package func others() throws(GalleryError) -> [Folder.Entry] {
    try pictures(under: root, depth: 3).filter { $0.kind == .other }
  }

  /// What is named like a PNG file in a folder and in those below it, `depth` levels in all, with
  /// links to folders; none if there is no folder.
  private func pictures(under path: Path, depth: Int) throws(GalleryError) -> [Folder.Entry] {
    let entries: [Folder.Entry]
    do throws(ReadError) {
      entries = try Folder.entries(path)
    } catch {
      if case .unreadable(let path, let reason) = error {
        throw .unreadable(path: path, reason: reason)
      }
      return []
    }
    var pictures: [Folder.Entry] = []
    for entry in entries where !entry.name.hasPrefix(".") {
      switch entry.kind {
      case .folder where depth > 1:
        pictures += try self.pictures(under: entry.path, depth: depth - 1)
      case .file where entry.name.lowercased().hasSuffix(".png"),
        .other where entry.name.lowercased().hasSuffix(".png") || Folder.exists(entry.path):
        pictures.append(entry)
      case .folder, .file, .other: break
      }
    }
    return pictures
  }
}
