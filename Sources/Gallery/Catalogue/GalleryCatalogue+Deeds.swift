package import Files
package import Foundation
package import Render

/// What is done to pictures; the index follows with the next `refresh`.
extension GalleryCatalogue {
  /// Nil where the picture carries none; throws for one that is damaged.
  package func trace(of path: Path) throws -> PictureTrace? { try TraceChunk.read(path) }

  package func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed {
    try gallery.judge(paths, change)
  }

  /// To the trash.
  package func discard(_ paths: [Path]) throws -> GalleryDeed { try gallery.discard(paths) }

  /// Out of the trash to where they were, or from the recorded runs to the kept pictures.
  package func restore(_ paths: [Path]) throws -> GalleryDeed { try gallery.restore(paths) }

  package func undo(_ deed: GalleryDeed) throws { try gallery.undo(deed) }

  /// Deletes all that is in the trash for good, and says how many pictures that were.
  package func emptyTrash() throws -> Int { try gallery.emptyTrash() }

  /// Writes the picture of a finished run; only the newest stay.
  package func record(
    _ bitmap: Bitmap, texts: [PNGText], trace: PictureTrace?, name: String, date: Date
  ) throws -> Path {
    try gallery.record(bitmap, texts: texts, trace: trace, name: name, date: date)
  }

  /// Moves a recorded run to the kept pictures.
  package func keep(run path: Path) throws -> GalleryDeed { try gallery.restore([path]) }
}
