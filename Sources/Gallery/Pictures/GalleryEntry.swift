package import Files
package import Foundation
package import Render

/// A kept picture.
package struct GalleryEntry: Equatable, Sendable {
  package let path: Path
  /// When it was kept, to the millisecond; of a picture from elsewhere, when its file was changed.
  package let date: Date
  /// Those of the file, or why it cannot be read.
  package let texts: Result<PNGReader.Survey, PNGError>

  package init(path: Path, date: Date, texts: Result<PNGReader.Survey, PNGError>) {
    self.path = path
    self.date = date
    self.texts = texts
  }
}

/// Why a gallery cannot be looked through.
package enum GalleryError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(path: Path, reason: String)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read the gallery \(path): \(reason)"
    }
  }
}
