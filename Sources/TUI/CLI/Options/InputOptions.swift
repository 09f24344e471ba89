package import ArgumentParser
import Engine
package import Files
import Recipes

/// The picture that a run begins from.
package struct InputOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "A PNG, JPEG or WebP picture to begin from; it is cut to the proportions of what is drawn. "
        + "- is the standard input.",
      valueName: "file"))
  package var image: Path?

  @Option(Parameters.strength) package var strength: Float?

  @Option(
    help: ArgumentHelp(
      "A picture that is white where --image is to be drawn anew and black where it stays; or --image "
        + "with what is to be drawn anew erased; or paint over it on a transparent ground.",
      valueName: "file"))
  package var mask: Path?

  static func usualStrength(withMask: Bool) -> Float { withMask ? 1 : 0.6 }

  package init() {}

  package mutating func validate() throws {
    if image == nil, mask != nil || strength != nil {
      let option = mask != nil ? "--mask" : "--strength"
      throw ValidationError("\(option) needs a picture to begin from; add --image")
    }
    if image == .standardStream, mask == image {
      throw ValidationError("the standard input can be the picture or the mask, not both")
    }
    if let strength, !Recipe.share.contains(strength) {
      throw ValidationError("--strength must be between 0 and 1, not \(strength)")
    }
    if strength == 0 && mask != nil {
      throw ValidationError("--strength 0 keeps everything, so that --mask has nothing to do")
    }
  }

  /// The files that are read.
  var files: [Path] { [image, mask].compactMap(\.self) }

  /// What the options come to; nil without a picture.
  ///
  /// - Parameter note: takes what is to be said of the files.
  /// - Throws: `ImageError` or `ReadError` when a file cannot be read, or `CancellationError`.
  func read(
    _ cancellation: Cancellation, note: (String) -> Void
  ) throws -> (input: Recipe.Input, pictures: RunInputs)? {
    guard let image else { return nil }
    func read(_ path: Path, as use: PictureFile.Use) throws -> PictureFile {
      let file = try PictureFile(given: path, as: use, cancellation)
      file.notices.forEach { note("\(path): \($0)") }
      return file
    }
    let picture = try read(image, as: .picture)
    let mask = try mask.map { try read($0, as: .mask) }
    let strength = strength ?? Self.usualStrength(withMask: mask != nil)
    let input = Recipe.Input(
      path: picture.path, fingerprint: picture.fingerprint, strength: strength,
      mask: mask.map { .init(path: $0.path, fingerprint: $0.fingerprint) })
    return (input, RunInputs(picture: picture.picture, mask: mask?.picture))
  }
}
