package import Files
import Foundation
import Recipes
import Render

/// The kept pictures by what is to be seen on them.
package struct KnownPictures: Sendable {
  private var pictures: [Int: [PNGPicture]] = [:]

  /// - Throws: `GalleryError` where the gallery cannot be looked through.
  package init(_ gallery: Gallery) throws(GalleryError) {
    for entry in try gallery.entries() {
      // What cannot be read is like no other.
      if let picture = try? PNGPicture(entry.path) { add(picture) }
    }
  }

  fileprivate mutating func add(_ picture: PNGPicture) {
    pictures[picture.count, default: []].append(picture)
  }

  fileprivate func twin(of picture: PNGPicture) -> Path? {
    pictures[picture.count]?.first { (try? $0.isSame(as: picture)) == true }?.path
  }
}

extension Gallery {
  /// Runs `body` while no other program takes pictures from elsewhere, or one would be taken twice.
  ///
  /// - Throws: what `body` throws, and `WriteError` when another program has done so for ten seconds.
  package func importing(_ body: () throws -> Void) throws {
    try Folder.makeAll(root)
    try FileLock.hold(root / GalleryPlace.importLockName, body)
  }

  /// Takes a picture from elsewhere among the kept ones, with all that its file says.
  ///
  /// - Parameters:
  ///   - links: whether the file itself gets a second name, and is not copied.
  ///   - known: the kept pictures, to which this one is added.
  /// - Throws: `GalleryError.kept` for one that is there already, `PNGError`, `ReadError` or `WriteError`.
  package func adopt(_ path: Path, links: Bool, known: inout KnownPictures) throws -> Path {
    let source = try PlainFile(path)
    guard path.ending.lowercased() == "png" else { throw GalleryError.noPNG(path: path) }
    let picture = try PNGPicture(path)
    if let twin = known.twin(of: picture) { throw GalleryError.kept(path: path, already: twin) }
    guard let stamp = FileStamp(path) else { throw GalleryError.missing(path: path) }
    let texts = try PNGReader.texts(path)
    let recipe = (try? PictureMetadata.read(texts))?.recipe
    let date =
      CreationTime.date(in: texts) ?? Date(timeIntervalSince1970: Double(stamp.modified) / 1e9)
    let folder = root / names.folder(for: date)
    try Folder.makeAll(folder)
    let stem = names.stem(for: date, name: recipe.map { "\($0.seed) \($0.prompt)" } ?? path.stem)
    let adopted = try locked {
      try AtomicFile.firstFree(of: Self.numbers) {
        Self.numbered(folder / "\(stem).png", $0)
      } make: { target throws(WriteError) in
        if links { return try FileMove.link(path, to: target) }
        try AtomicFile.write(to: target, replacing: false) { content throws(WriteError) in
          try content.append(0..<source.count, of: source)
          content.setAge(of: stamp)
        }
      }
    }
    known.add(try PNGPicture(adopted))
    return adopted
  }
}
