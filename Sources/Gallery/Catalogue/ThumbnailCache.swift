import Files
import Foundation
import Render
import Synchronization

/// Small pictures, made once and then read from files, all of which may be lost.
///
/// A file is a JPEG with the fingerprint of its bytes behind it, by which damage is known. Its name stands for
/// the picture's file as it was then, whatever it is called.
final class ThumbnailCache: Sendable {
  private let folder: Path
  private let limit: Int
  /// Bytes in the folder; nil until they are counted.
  private let bytes = Mutex<Int?>(nil)

  /// The longest sides that are kept; what is to be larger is made each time.
  private static let sides = [128, 256, 512]
  private static let mark = 16

  /// - Parameter limit: bytes that the folder may hold, about; the oldest make way for new ones.
  init(folder: Path, limit: Int = 512 << 20) {
    self.folder = folder
    self.limit = limit
  }

  /// The picture in a file, no larger than it is and than `size`.
  ///
  /// - Throws: `ImageError`, `ReadError`, or `CancellationError`.
  func thumbnail(
    of path: Path, fitting size: PixelSize, _ cancellation: Cancellation
  ) throws -> Bitmap {
    guard let stamp = FileStamp(path) else { throw ReadError.missing(path: path) }
    guard let side = Self.sides.first(where: { $0 >= max(size.width, size.height) }) else {
      return try ImageReader.read(path, cancellation).bitmap.shrunk(into: size)
    }
    let entry = entry(stamp, side)
    if let kept = kept(entry, side) { return kept.shrunk(into: size) }
    let small = try ImageReader.read(path, cancellation).bitmap
      .shrunk(into: PixelSize(width: side, height: side))
    // Without a cache there is a picture all the same.
    try? keep(small, entry)
    return small.shrunk(into: size)
  }

  private func entry(_ stamp: FileStamp, _ side: Int) -> Path {
    var name = Fingerprint()
    name.add(text: "\(stamp.device) \(stamp.number) \(stamp.bytes) \(stamp.modified)")
    return folder / String(name.text.prefix(2)) / "\(name.text)-\(side).jpg"
  }

  /// Nil where there is none, or a damaged one.
  private func kept(_ entry: Path, _ side: Int) -> Bitmap? {
    guard let bytes = try? PlainFile.contents(entry, atMost: 4 << 20), bytes.count > Self.mark,
      Self.fingerprint(bytes.dropLast(Self.mark)).utf8.elementsEqual(bytes.suffix(Self.mark)),
      let bitmap = try? JPEGReader.read(entry).bitmap,
      max(bitmap.width, bitmap.height) <= side
    else { return nil }
    return bitmap
  }

  private func keep(_ bitmap: Bitmap, _ entry: Path) throws {
    let picture = try JPEGWriter.encode(bitmap, texts: [])
    try Folder.makeAll(entry.folder)
    let content = picture + Self.fingerprint(picture[...]).utf8
    try AtomicFile.write(content, to: entry)
    let isTooMuch = bytes.withLock { bytes in
      bytes = (bytes ?? files().reduce(0) { $0 + Int($1.stamp.bytes) }) + content.count
      return bytes ?? 0 > limit
    }
    if isTooMuch { makeRoom() }
  }

  private static func fingerprint(_ bytes: ArraySlice<UInt8>) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(bytes: bytes)
    return fingerprint.text
  }

  // MARK: - Room

  /// Deletes the oldest files until three quarters are left.
  private func makeRoom() {
    bytes.withLock { bytes in
      let files = files().sorted { $0.stamp.modified < $1.stamp.modified }
      var left = files.reduce(0) { $0 + Int($1.stamp.bytes) }
      for file in files where left > limit / 4 * 3 {
        try? Folder.remove(file: file.path)
        left -= Int(file.stamp.bytes)
      }
      bytes = left
    }
  }

  private func files() -> [Folder.Entry] {
    let folders = (try? Folder.entries(folder)) ?? []
    return folders.filter { $0.kind == .folder }
      .flatMap { (try? Folder.entries($0.path)) ?? [] }
      .filter { $0.kind == .file && $0.path.ending == "jpg" }
  }
}

extension Bitmap {
  /// Scaled into `size`, unless it fits as it is.
  fileprivate func shrunk(into size: PixelSize) -> Bitmap {
    if width <= size.width && height <= size.height { return self }
    let fitted = self.size.fitted(into: size)
    return scaled(width: fitted.width, height: fitted.height, filter: .smooth)
  }
}
