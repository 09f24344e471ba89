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
    case maskRead(path: Path, Recipe.Input.Mask, notices: [String])
    /// A file fits the model's prior; it takes a place among those that change it.
    case loraChecked(path: Path, Recipe.LoRA, at: Int)
    case recipeRead(path: Path, Recipe)
    case failed(path: Path, String)
    case folderRead(path: Path, [FolderEntry])
    case folderFailed(path: Path, String)
  }
}

extension Effect {
  package enum Opener: Equatable, Sendable {
    case read(path: Path, PictureSize)
    case fit(path: Path, PictureSize)
    case readMask(path: Path)
    case check(Recipe.LoRA, at: Int)
    case readRecipe(path: Path)
    case list(folder: Path, for: Setting.Opened)
  }
}
