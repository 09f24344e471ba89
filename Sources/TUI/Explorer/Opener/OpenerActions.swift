package import Files
package import Recipes

extension Command {
  package enum Opener: CaseIterable, Hashable, Sendable {
    case open, up, down, complete, accept
    /// Cuts off the last part of the path.
    case cut
    /// Begins from noise again.
    case drop
  }
}

extension Action {
  package enum Opener: Sendable {
    /// `path` is the one that was asked for.
    case read(path: Path, InputPicture)
    /// The same picture for another size.
    case fitted(InputPicture)
    case failed(path: Path, String)
    case folderRead(path: Path, [FolderEntry])
    case folderFailed(path: Path, String)
  }
}

extension Effect {
  package enum Opener: Equatable, Sendable {
    case read(path: Path, PictureSize)
    case fit(path: Path, PictureSize)
    case list(folder: Path)
  }
}
