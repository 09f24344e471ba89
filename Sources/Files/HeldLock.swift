import Glibc

/// The right to a file that one program has as long as it lives, however it ends.
package final class HeldLock: Sendable {
  private let descriptor: Int32

  /// Nil where another program has it, or the file at `path` cannot be made.
  ///
  /// File systems that cannot lock are taken as they are.
  package init?(_ path: Path) {
    let file = unsafe path.withCString {
      unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    }
    guard file >= 0 else { return nil }
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { break }
      close(file)
      return nil
    }
    descriptor = file
  }

  deinit { close(descriptor) }
}
