package import Files

/// Reads pictures, whatever their files are called.
package enum ImageReader {
  /// The picture in a PNG or JPEG file, upright.
  ///
  /// - Throws: `ImageError`, or `CancellationError`.
  package static func read(
    _ path: Path, _ cancellation: Cancellation = Cancellation()
  ) throws -> ImageReading {
    let head: [UInt8]
    do throws(ReadError) {
      head = try PlainFile(path).read(at: 0, count: ImageKind.length)
    } catch {
      throw ImageError.file(error)
    }
    do {
      switch ImageKind(head) {
      case .png: return try PNGReader.read(path, cancellation).image
      case .jpeg: return try JPEGReader.read(path, cancellation)
      case .foreign(let kind): throw ImageError.foreign(path: path, kind: kind)
      case .unknown: throw ImageError.foreign(path: path, kind: nil)
      }
    } catch let error as PNGError {
      throw ImageError.png(error)
    } catch let error as JPEGError {
      throw ImageError.jpeg(error)
    }
  }

  /// Whether the file at `path` begins as pictures that can be read do; an empty one holds nothing
  /// to lose and counts too.
  package static func isPicture(_ path: Path) -> Bool {
    guard let head = try? PlainFile(path).read(at: 0, count: ImageKind.length) else { return false }
    switch ImageKind(head) {
    case .png, .jpeg: return true
    case .foreign, .unknown: return head.isEmpty
    }
  }
}
