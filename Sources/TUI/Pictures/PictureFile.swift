package import Engine
package import Files
import Render

/// A picture of the user's as its file has it, whole, and as recipes name it.
package struct PictureFile: Equatable, Sendable {
  /// From the root.
  package let path: Path
  /// Of the file's content.
  package let fingerprint: String
  package let picture: Picture
  /// What is to be said of the file, in sentences: what is damaged or was left out.
  package let notices: [String]

  package init(path: Path, fingerprint: String, picture: Picture, notices: [String] = []) {
    self.path = path
    self.fingerprint = fingerprint
    self.picture = picture
    self.notices = notices
  }

  /// What may lie behind a picture and still counts as the file's content.
  private static let countedRest = 64 << 20

  /// Reads the PNG or JPEG file at `path`.
  ///
  /// - Throws: `ImageError` or `ReadError` when the file cannot be read as a picture, or
  ///   `CancellationError`.
  package init(reading path: Path, _ cancellation: Cancellation) throws {
    let image = try ImageReader.read(path, cancellation)
    var fingerprint = Fingerprint()
    try fingerprint.add(file: path, upTo: image.end + Self.countedRest)
    self.init(
      path: path.absolute, fingerprint: fingerprint.text, picture: Picture(image.bitmap),
      notices: image.notices)
  }
}
