package import Engine
package import Files
package import Gallery
package import Render

extension Command {
  /// Looking at pictures against each other.
  package enum Compare: CaseIterable, Hashable, Sendable {
    /// Remembers what is shown, to be compared with what comes later.
    case pin
    /// The marked pictures of the gallery.
    case marked
    case flip, sideBySide, difference, wipe
    /// Moves the line of a wipe, or makes a difference fainter or stronger.
    case less, more
    case nextContent, previousContent, nextChannel, previousChannel
    /// Takes over the recipe of the picture in front.
    case take
  }
}

extension Action {
  package enum Compare: Sendable {
    /// The trace of a picture that carries none is nil.
    case read(Path, Picture, PictureTrace?)
    case failed(Path, String)
    /// How near the pictures are to each other, by their places in the comparison of that number.
    case measured(comparison: Int, one: Int, other: Int, ImageQuality)
  }
}

extension Effect {
  package enum Compare: Equatable, Sendable {
    case read(Path)
    case measure(comparison: Int, one: Int, other: Int, Picture, Picture)
  }
}
