import Engine
import Files
import Gallery
import Recipes

/// The files that recipes begin from, read again.
struct RecipeInputs {
  private let cancellation: Cancellation
  /// Many recipes may begin from one file.
  private var latest: (start: Recipe.Start, inputs: RunInputs)?

  init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  /// - Throws: `Failure` where a file is not what it was, and why one cannot be read.
  mutating func inputs(of recipe: Recipe) throws -> RunInputs {
    if let latest, latest.start == recipe.start { return latest.inputs }
    let inputs = try read(recipe.start)
    latest = (recipe.start, inputs)
    return inputs
  }

  /// Says of files that are named alone what they are now.
  func fingerprint(_ recipe: inout Recipe) throws {
    guard var input = recipe.input else { return }
    if input.fingerprint.isEmpty {
      input.fingerprint = try PictureFile(reading: input.path, cancellation).fingerprint
    }
    if var mask = input.mask, mask.fingerprint.isEmpty {
      mask.fingerprint = try PictureFile(reading: mask.path, as: .mask, cancellation).fingerprint
      input.mask = mask
    }
    recipe.input = input
  }

  private func read(_ start: Recipe.Start) throws -> RunInputs {
    switch start {
    case .noise: return RunInputs()
    case .picture(let input):
      return RunInputs(
        picture: try picture(input.path, input.fingerprint, as: .picture),
        mask: try input.mask.map { try picture($0.path, $0.fingerprint, as: .mask) })
    case .latent(let kept):
      // Of the picture all that counts is what it carries; it may have been judged since then.
      return RunInputs(latent: try TraceChunk.read(kept.path)?.latent)
    }
  }

  private func picture(
    _ path: Path, _ fingerprint: String, as use: PictureFile.Use
  ) throws -> Picture {
    if path == .standardStream {
      throw Failure("it began from the standard input, which cannot be had again", .missing)
    }
    let file = try PictureFile(reading: path, as: use, cancellation)
    guard file.fingerprint == fingerprint else {
      throw Failure(
        "it began from \(path), which is not what it was; put back the picture of that time",
        .damaged)
    }
    return file.picture
  }
}
