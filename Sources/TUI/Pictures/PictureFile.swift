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

  package init(path: Path, fingerprint: String, picture: Picture) {
    self.path = path
    self.fingerprint = fingerprint
    self.picture = picture
  }

  /// Reads the PNG or JPEG file at `path`.
  ///
  /// - Throws: `ImageError` or `ReadError` when the file cannot be read as a picture.
  package init(reading path: Path) throws {
    let picture = Picture(try ImageReader.read(path))
    var fingerprint = Fingerprint()
    try fingerprint.add(file: path)
    self.init(path: path.absolute, fingerprint: fingerprint.text, picture: picture)
  }
}
