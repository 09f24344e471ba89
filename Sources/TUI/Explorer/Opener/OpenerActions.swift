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
    case read(path: String, InputPicture)
    /// The same picture for another size.
    case fitted(InputPicture)
    case failed(path: String, String)
    case folderRead(path: String, [FolderEntry])
    case folderFailed(path: String, String)
  }
}

extension Effect {
  package enum Opener: Equatable, Sendable {
    case read(path: String, PictureSize)
    case fit(path: String, PictureSize)
    case list(folder: String)
  }
}
