import Files
package import Foundation
package import Render

/// A folder of kept pictures: ordinary PNG files under `YYYY/MM/`, which are all there is to it.
package struct Gallery: Sendable {
  package let root: String
  private let timeZone: TimeZone

  /// `root` need not exist; `timeZone` decides the dates in names of files.
  package init(root: String, timeZone: TimeZone = .current) {
    self.root = root.count > 1 && root.hasSuffix("/") ? String(root.dropLast()) : root
    self.timeZone = timeZone
  }

  /// Writes a picture under a name made of `date` and `name`, such as a seed and a prompt.
  ///
  /// A `Creation Time` is added to the texts unless they have one. Missing folders are made and no
  /// file is ever replaced. Throws `WriteError` or `PNGError`.
  package func keep(
    _ bitmap: Bitmap, texts: [PNGText], name: String, date: Date
  ) throws -> GalleryEntry {
    var texts = texts
    if !texts.contains(where: { $0.keyword == CreationTime.keyword }) {
      texts.append(CreationTime.text(for: date))
    }
    let bytes = try PNGWriter.encode(bitmap, texts: texts)
    let names = FileNames(timeZone: timeZone)
    let folder = root + "/" + names.folder(for: date)
    try Folder.make(folder)
    let stem = names.stem(for: date, name: name)
    var attempt = 1
    while true {
      let path = "\(folder)/\(stem)\(attempt == 1 ? "" : "-\(attempt)").png"
      do throws(WriteError) {
        try AtomicFile.write(bytes, to: path, replacing: false)
        return GalleryEntry(path: path, date: CreationTime.date(in: texts) ?? date, texts: texts)
      } catch {
        guard case .exists = error, attempt < 10_000 else { throw error }
        attempt += 1
      }
    }
  }

  /// The pictures that can be read, newest first.
  package func entries() throws(GalleryError) -> [GalleryEntry] { try listing().entries }

  /// Looks through the folders of the gallery; a missing gallery is an empty one.
  ///
  /// Only texts are read. Links are not followed, and hidden files and folders are passed over.
  package func listing() throws(GalleryError) -> GalleryListing {
    var entries: [GalleryEntry] = []
    var damaged: [PNGError] = []
    for file in try Folder.pictures(under: root, depth: 3) {
      do throws(PNGError) {
        let texts = try PNGReader.texts(file.path)
        let date = CreationTime.date(in: texts) ?? file.modified
        entries.append(GalleryEntry(path: file.path, date: date, texts: texts))
      } catch {
        damaged.append(error)
      }
    }
    entries.sort { ($1.date, $1.path) < ($0.date, $0.path) }
    return GalleryListing(entries: entries, damaged: damaged)
  }
}
