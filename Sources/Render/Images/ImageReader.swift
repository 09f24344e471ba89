package import Files

/// Reads pictures, whatever their files are called.
package enum ImageReader {
  /// The picture in a PNG or JPEG file, upright.
  package static func read(_ path: Path) throws(ImageError) -> Bitmap {
    let head: [UInt8]
    do throws(ReadError) {
      head = try PlainFile(path).read(at: 0, count: ImageKind.length)
    } catch {
      throw .file(error)
    }
    switch ImageKind(head) {
    case .png:
      do throws(PNGError) {
        return try PNGReader.read(path).bitmap
      } catch {
        throw .png(error)
      }
    case .jpeg:
      do throws(JPEGError) {
        return try JPEGReader.read(path)
      } catch {
        throw .jpeg(error)
      }
    case .foreign(let kind): throw .foreign(path: path, kind: kind)
    case .unknown: throw .foreign(path: path, kind: nil)
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
