import Glibc

/// What comes out of a pipe or the standard input, as a file that can be read in any order.
///
/// The file has no name among others and goes away with the object.
package final class StreamCopy {
  /// Leads to the copy for as long as the object lives.
  package let path: Path
  private let descriptor: Int32

  /// Far more than a picture of the largest size takes.
  package static let largest = 1 << 30

  /// Copies all that comes from `source`; nil where it is no stream, but a file or nothing at all.
  ///
  /// - Throws: `ReadError` when the stream fails or has more than 1 GB, or `CancellationError`.
  package init?(of source: Path, _ cancellation: Cancellation) throws {
    guard let stream = try Self.open(source) else { return nil }
    defer { if stream != STDIN_FILENO { close(stream) } }
    let copy = Self.namelessFile()
    guard copy >= 0 else { throw ReadError(path: source, code: errno) }
    descriptor = copy
    path = Path("/proc/self/fd/\(copy)")
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while true {
      try cancellation.check()
      var waiting = pollfd(fd: stream, events: Int16(POLLIN), revents: 0)
      // Wakes now and then, to look whether the user has had enough.
      guard unsafe poll(&waiting, 1, 100) != 0 else { continue }
      let got = unsafe read(stream, &bytes, bytes.count)
      if got < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      guard got >= 0 else { throw ReadError(path: source, code: errno) }
      if got == 0 { return }
      count += got
      guard count <= Self.largest else {
        throw ReadError.unreadable(path: source, reason: "more than 1 GB came out of it")
      }
      let code = Writing.all(Array(bytes.prefix(got)), to: copy)
      if code != 0 { throw ReadError(path: source, code: code) }
    }
  }

  deinit { close(descriptor) }

  private static func namelessFile() -> Int32 {
    let folder = Path(Invocation.environment["TMPDIR"] ?? "/tmp")
    var name = (folder / "wurst-XXXXXX").bytes.map { CChar(bitPattern: $0) } + [0]
    let file = unsafe mkstemp(&name)
    if file >= 0 {
      unsafe unlink(&name)
      _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    }
    return file
  }

  private static func open(_ source: Path) throws(ReadError) -> Int32? {
    if source == .standardStream {
      guard isatty(STDIN_FILENO) == 0 else {
        throw .unreadable(
          path: source, reason: "the standard input is the terminal; give a file, or a pipe")
      }
      return STDIN_FILENO
    }
    var status = stat()
    guard unsafe source.withCString({ unsafe stat($0, &status) }) == 0,
      [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
    else { return nil }
    let stream = unsafe source.withCString { unsafe Glibc.open($0, O_RDONLY | O_CLOEXEC) }
    guard stream >= 0 else { throw ReadError(path: source, code: errno) }
    return stream
  }
}

extension Path {
  /// What the command line calls the standard input, and where something is written the standard output.
  package static let standardStream: Path = "-"
}
