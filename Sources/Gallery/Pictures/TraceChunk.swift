import Engine
package import Files
package import Render

/// The private chunk in which a PNG picture carries its trace: a version, and behind it a zlib
/// stream (`docs/formats.md`).
///
/// Its name says that it may be passed over, is wurst's own, and does not belong to the picture any
/// more once another program has changed that.
package enum TraceChunk {
  package static let name = "wsTR"
  private static let version: UInt8 = 1

  /// Bytes of a chunk, and of what it unpacks to; the largest picture that is drawn takes 2.3 MB.
  static let limit = 4 << 20

  /// - Throws: `PNGError` without memory.
  package static func chunk(_ trace: PictureTrace) throws(PNGError) -> PNGChunk {
    PNGChunk(name: name, data: [version] + (try PNGPacking.packed(TraceBytes.bytes(trace))))
  }

  /// What the picture at `path` carries; nil where it carries no trace.
  ///
  /// - Throws: `PNGError` for a file that cannot be read, and `TraceError` for a trace that cannot.
  package static func read(_ path: Path) throws -> PictureTrace? {
    guard let data = try PNGReader.chunk(name, of: path, limit: limit) else { return nil }
    guard data.first == version else {
      throw data.isEmpty
        ? TraceError.damaged(path: path, reason: "it is empty")
        : TraceError.version(path: path, number: Int(data[0]))
    }
    guard let bytes = PNGPacking.unpacked(data.dropFirst(), limit: limit) else {
      throw TraceError.damaged(
        path: path, reason: "it does not unpack to \(limit >> 20) MB or less")
    }
    do throws(TraceBytes.Problem) {
      return try TraceBytes.trace(bytes)
    } catch {
      throw TraceError.damaged(path: path, reason: error.reason)
    }
  }
}

/// Why the trace that a picture carries cannot be used.
package enum TraceError: Error, Equatable, Sendable, CustomStringConvertible {
  case damaged(path: Path, reason: String)
  case version(path: Path, number: Int)

  package var description: String {
    switch self {
    case .damaged(let path, let reason): "the trace in \(path) is damaged: \(reason)"
    case .version(let path, let number):
      "the trace in \(path) is of version \(number), which this wurst cannot read; get a newer one"
    }
  }
}
