import Engine
package import Files
import Recipes
import Synchronization

/// Reads the pictures that runs begin from, and keeps the latest.
final class InputCache: Sendable {
  private let shelf: any PictureShelf
  private let kept = Mutex<PictureFile?>(nil)

  init(_ shelf: any PictureShelf) { self.shelf = shelf }

  /// The picture at `path` as the file is now.
  func open(_ path: Path, _ cancellation: Cancellation) throws -> PictureFile {
    let file = try shelf.open(path, cancellation)
    kept.withLock { $0 = file }
    return file
  }

  /// The picture at `path` without reading it again, if it is the latest.
  func latest(_ path: Path, _ cancellation: Cancellation) throws -> PictureFile {
    if let file = kept.withLock(\.self), file.path == path { return file }
    return try open(path, cancellation)
  }

  /// The pictures that `recipe` names.
  ///
  /// - Throws: `ChangedInput` where a file is not what it was, and why one cannot be read.
  func inputs(of recipe: Recipe, _ cancellation: Cancellation) throws -> RunInputs {
    guard let input = recipe.input else { return RunInputs() }
    var file = try latest(input.path, cancellation)
    if file.fingerprint != input.fingerprint { file = try open(input.path, cancellation) }
    guard file.fingerprint == input.fingerprint else { throw ChangedInput(path: input.path) }
    var inputs = RunInputs(picture: file.picture)
    if let mask = input.mask {
      let file = try shelf.open(mask.path, cancellation)
      guard file.fingerprint == mask.fingerprint else { throw ChangedInput(path: mask.path) }
      inputs.mask = file.picture
    }
    return inputs
  }
}

/// A picture that is another one than when it was chosen.
package struct ChangedInput: Error, Equatable, Sendable, CustomStringConvertible {
  package let path: Path

  package var description: String {
    "\(path) has changed since it was opened; open it again to begin from what it is now"
  }
}
