import Glibc

/// By what a file is known to be the same as before without being read.
package struct FileStamp: Hashable, Sendable {
  package let device: Int64
  package let number: Int64
  package let bytes: Int64
  /// Nanoseconds since 1970.
  package let modified: Int64

  package init(device: Int64, number: Int64, bytes: Int64, modified: Int64) {
    self.device = device
    self.number = number
    self.bytes = bytes
    self.modified = modified
  }

  /// That of what is at `path`, be it a link; nil where there is nothing.
  package init?(_ path: Path) {
    var status = stat()
    guard unsafe path.withCString({ unsafe lstat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    // A file can claim any time, also one that nanoseconds cannot count.
    self.init(
      device: Int64(truncatingIfNeeded: status.st_dev),
      number: Int64(truncatingIfNeeded: status.st_ino), bytes: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec))
  }
}
