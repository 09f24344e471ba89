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

/// Why a gallery cannot be looked through, or a picture in it not be changed.
package enum GalleryError: Error, Equatable, Sendable, CustomStringConvertible {
  case unreadable(path: Path, reason: String)
  /// The picture lies in no folder of the gallery where anything is changed.
  case elsewhere(path: Path, root: Path)
  case missing(path: Path)
  /// Only PNG files carry what the user thinks of them.
  case noPNG(path: Path)
  /// There is nothing that it could be brought back from.
  case notAside(path: Path)
  case kept(path: Path, already: Path)

  package var description: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read the gallery \(path): \(reason)"
    case .elsewhere(let path, let root):
      "\(path) is not in the gallery \(root), and is left as it is; import it first"
    case .missing(let path): "there is no picture \(path)"
    case .noPNG(let path): "\(path) is no PNG file, and only these can be judged and imported"
    case .notAside(let path): "\(path) is neither in the trash nor a recorded run"
    case .kept(let path, let already): "\(path) is in the gallery already, as \(already)"
    }
  }
}
