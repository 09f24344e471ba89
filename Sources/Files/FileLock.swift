import Glibc

/// A file that stands for the right to change another one, which programs hold one at a time.
package enum FileLock {
  private static let patience = Duration.seconds(10)

  /// Runs `body` while no other program holds the lock at `path`, which is made where it is missing
  /// and stays.
  ///
  /// File systems that cannot lock are taken as they are.
  /// - Throws: what `body` throws, and `WriteError` when the lock cannot be made, or is held by
  ///   others for ten seconds.
  package static func hold<Result>(_ path: Path, _ body: () throws -> Result) throws -> Result {
    let file = unsafe path.withCString {
      unsafe open($0, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o666)
    }
    guard file >= 0 else { throw WriteError(path: path, code: errno) }
    defer { close(file) }
    let deadline = ContinuousClock.now.advanced(by: patience)
    while flock(file, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { break }
      guard ContinuousClock.now < deadline else {
        throw WriteError.unwritable(path: path, reason: "another program holds it")
      }
      usleep(5000)
    }
    return try body()
  }
}
