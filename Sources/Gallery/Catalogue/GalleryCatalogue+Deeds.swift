package import Files
package import Foundation
package import Render

extension GalleryCatalogue {
  /// What the picture came about from; nil where it carries none of that.
  ///
  /// Throws for one that is damaged.
  package func trace(of path: Path) throws -> PictureTrace? { try TraceChunk.read(path) }

  package func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed {
    try following { try gallery.judge(paths, change) }
  }

  /// To the trash.
  package func discard(_ paths: [Path]) throws -> GalleryDeed {
    try following { try gallery.discard(paths) }
  }

  /// Out of the trash to where they were, or from the recorded runs to the kept pictures.
  package func restore(_ paths: [Path]) throws -> GalleryDeed {
    try following { try gallery.restore(paths) }
  }

  package func undo(_ deed: GalleryDeed) throws {
    try gallery.undo(deed)
    follow(deed.paths)
  }

  /// Deletes all that is in the trash for good, and says how many pictures that were.
  package func emptyTrash() throws -> Int {
    let paths = try gallery.trashed().map(\.path)
    defer { follow(paths) }
    return try gallery.emptyTrash()
  }

  /// Writes the picture of a finished run; only the newest stay.
  package func record(
    _ bitmap: Bitmap, texts: [PNGText], trace: PictureTrace?, name: String, date: Date
  ) throws -> Path {
    let path = try gallery.record(bitmap, texts: texts, trace: trace, name: name, date: date)
    follow([path])
    return path
  }

  /// Moves a recorded run to the kept pictures.
  package func keep(run path: Path) throws -> GalleryDeed { try restore([path]) }

  private func following(_ body: () throws -> GalleryDeed) throws -> GalleryDeed {
    let deed = try body()
    follow(deed.paths)
    return deed
  }

  /// Makes the index follow a few files at once; what fails here is made up for by the next refresh.
  private func follow(_ paths: [Path]) {
    let walk = GalleryWalk(only: paths.map(\.absolute), in: root)
    let refresh = IndexRefresh(index: index, walk: walk, cancellation: Cancellation())
    _ = try? refresh.run { _, _ in }
  }
}

extension GalleryDeed {
  /// Where the pictures were and are.
  fileprivate var paths: [Path] {
    switch kind {
    case .judged(let pictures): pictures.map(\.path)
    case .moved(let pictures): pictures.flatMap { [$0.from, $0.to] }
    }
  }
}
