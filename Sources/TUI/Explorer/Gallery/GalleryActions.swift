package import Engine
package import Files
import Gallery

extension Command {
  package enum Gallery: CaseIterable, Hashable, Sendable {
    case up, down, pageUp, pageDown, first, last
    /// To the next file that cannot be read.
    case nextDamaged
    /// Takes over the recipe of the picture.
    case recall
    /// Begins from the picture.
    case begin
  }
}

extension Action {
  package enum Gallery: Sendable {
    case read([KeptPicture])
    case failed(String)
    case pictureRead(path: Path, Picture)
    case pictureFailed(path: Path, String)
  }
}

extension Effect {
  package enum Gallery: Equatable, Sendable {
    case read
    case readPicture(path: Path)
  }
}
