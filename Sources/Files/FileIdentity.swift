import Glibc

/// Which file a path leads to, whatever it is called there.
package struct FileIdentity: Hashable, Sendable {
  private let device: dev_t
  private let number: ino_t

  /// That of the file at `path`, behind any links; nil where there is none.
  package init?(_ path: Path) {
    var status = stat()
    guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else { return nil }
    device = status.st_dev
    number = status.st_ino
  }
}
