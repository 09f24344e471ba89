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

  /// What a file is read for.
  package enum Use: Equatable, Sendable {
    /// To begin from.
    case picture
    /// White where something new is to be drawn.
    case mask
  }

  /// Reads what a command line names: a file, or a stream such as `-`, the standard input.
  ///
  /// - Throws: as `init(reading:)`, and `Failure` for a stream that is no picture.
  package init(given path: Path, as use: Use = .picture, _ cancellation: Cancellation) throws {
    guard let copy = try StreamCopy(of: path, cancellation) else {
      try self.init(reading: path, as: use, cancellation)
      return
    }
    do {
      let file = try withExtendedLifetime(copy) {
        try PictureFile(reading: copy.path, as: use, cancellation)
      }
      self.init(
        path: path, fingerprint: file.fingerprint, picture: file.picture, notices: file.notices)
    } catch let error as CancellationError {
      throw error
    } catch {
      let failure = Failure(error)
      let name = path == .standardStream ? "the standard input" : path.description
      throw Failure(
        failure.message.replacing(copy.path.description, with: name), failure.status)
    }
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `ImageError` or `ReadError` when the file cannot be read as a picture, or
  ///   `CancellationError`.
  package init(reading path: Path, as use: Use = .picture, _ cancellation: Cancellation) throws {
    let image =
      switch use {
      case .picture: try ImageReader.read(path, cancellation)
      case .mask: try MaskReader.read(path, cancellation)
      }
    var fingerprint = Fingerprint()
    try fingerprint.add(file: path, upTo: image.end + Self.countedRest)
    self.init(
      path: path.absolute, fingerprint: fingerprint.text, picture: Picture(image.bitmap),
      notices: image.notices)
  }
}
