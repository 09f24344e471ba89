package import Engine
package import Files
package import Recipes

/// A picture to begin from, as it is shown; the pixels of its file, which may be many, stay behind.
package struct InputPicture: Equatable, Sendable {
  package let path: Path
  package let fingerprint: String
  /// Of the file, in pixels.
  package let size: PictureSize
  /// Cut and resized to the size that is drawn.
  package let fitted: Picture
  /// What is to be said of the file.
  package let notices: [String]

  package init(
    _ file: PictureFile, fittedTo size: PictureSize, _ cancellation: Cancellation
  ) throws(CancellationError) {
    path = file.path
    fingerprint = file.fingerprint
    notices = file.notices
    self.size = PictureSize(width: file.picture.width, height: file.picture.height)
    fitted = try Pipeline.fitted(file.picture, to: size, cancellation)
  }

  package var name: String { path.name }
}
