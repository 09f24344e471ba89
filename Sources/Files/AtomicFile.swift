import Glibc

/// Writes whole files: a reader sees the old contents or the new ones, also after a power cut.
///
/// Where the file system can, the bytes have no name until they are whole, so that nothing stays
/// behind when the program is killed.
package enum AtomicFile {
  /// Writes `bytes` to `path`.
  ///
  /// A link at `path` is followed, and the file it leads to replaced, whose permissions stay. With
  /// `replacing` false an existing file stays and `WriteError.exists` is thrown.
  package static func write(
    _ bytes: [UInt8], to path: Path, replacing: Bool = true
  ) throws(WriteError) {
    try write(to: path, replacing: replacing) { file throws(WriteError) in try file.append(bytes) }
  }

  /// The same for content that is never whole in memory: `fill` appends it piece by piece.
  ///
  /// - Parameter expected: the file that may be replaced; `WriteError.changed` is thrown, and nothing
  ///   replaced, where another one is there by then.
  package static func write(
    to path: Path, replacing: Bool = true, expecting expected: FileStamp? = nil,
    _ fill: (Content) throws(WriteError) -> Void
  ) throws(WriteError) {
    let target = try Target(path)
    if let file = UnfinishedFile(unnamedFor: target) {
      try file.fill(fill)
      if try file.publish(replacing: replacing, expecting: expected) {
        return try target.settle()
      }
    }
    let file = try UnfinishedFile(for: target)
    try file.fill(fill)
    _ = try file.publish(replacing: replacing, expecting: expected)
    try target.settle()
  }

  /// Writes `bytes` to the first path that is free, and returns it; nothing is replaced.
  ///
  /// - Parameter path: that of a number.
  /// - Throws: `WriteError.exists` when all of them are taken.
  package static func write(
    _ bytes: [UInt8], toFirstFreeOf numbers: ClosedRange<Int>, path: (Int) -> Path
  ) throws(WriteError) -> Path {
    try firstFree(of: numbers, path: path) { path throws(WriteError) in
      try write(bytes, to: path, replacing: false)
    }
  }

  /// Calls `make` with one path after the other until it does not throw `WriteError.exists`.
  package static func firstFree(
    of numbers: ClosedRange<Int>, path: (Int) -> Path, make: (Path) throws(WriteError) -> Void
  ) throws(WriteError) -> Path {
    var number = numbers.lowerBound
    while true {
      let path = path(number)
      do throws(WriteError) {
        try make(path)
        return path
      } catch {
        guard case .exists = error, number < numbers.upperBound else { throw error }
        number += 1
      }
    }
  }

  /// Makes sure, before work is spent, that a file can be written to `path`.
  package static func check(_ path: Path) throws(WriteError) {
    let target = try Target(path)
    guard unsafe target.folder.withCString({ unsafe access($0, W_OK | X_OK) }) == 0 else {
      throw WriteError(path: path, code: errno)
    }
  }

  /// The content of a file that is being written.
  package struct Content {
    let file: Int32
    let path: Path

    package func append(_ bytes: [UInt8]) throws(WriteError) {
      let code = Writing.all(bytes, to: file)
      if code != 0 { throw WriteError(path: path, code: code) }
    }

    /// Appends a part of another file.
    ///
    /// - Throws: also `WriteError.changed` where that has become shorter.
    package func append(
      _ range: Range<Int>, of file: borrowing PlainFile
    ) throws(WriteError) {
      var position = range.lowerBound
      while position < range.upperBound {
        let wanted = min(1 << 20, range.upperBound - position)
        guard let bytes = try? file.read(at: position, count: wanted), bytes.count == wanted else {
          throw .changed(path: file.path)
        }
        try append(bytes)
        position += wanted
      }
    }

    /// Lets the file be as old as another one, to the second.
    package func setAge(of other: FileStamp) {
      var now = timespec()
      unsafe clock_gettime(CLOCK_REALTIME, &now)
      // What is finer than a second still tells that the file was written to.
      let times = [
        now, timespec(tv_sec: Int(other.modified / 1_000_000_000), tv_nsec: now.tv_nsec),
      ]
      unsafe futimens(file, times)
    }
  }

  /// Where the bytes go, with links followed.
  struct Target {
    /// What was asked for, which errors name.
    let asked: Path
    let path: Path
    /// Those of the file that is there; nil where none is.
    let permissions: mode_t?

    /// Refuses what is not a plain file, and names that the system does not take.
    init(_ asked: Path) throws(WriteError) {
      guard !asked.isEmpty, !asked.bytes.contains(0) else {
        throw .unwritable(path: asked, reason: "this is no file name")
      }
      self.asked = asked
      var status = stat()
      guard unsafe asked.withCString({ unsafe lstat($0, &status) }) == 0 else {
        guard errno == ENOENT, !asked.endsInSlash else {
          throw WriteError(path: asked, code: errno == ENOENT ? EISDIR : errno)
        }
        path = asked
        permissions = nil
        return
      }
      if status.st_mode & S_IFMT == S_IFLNK {
        guard let resolved = unsafe asked.withCString({ unsafe realpath($0, nil) }) else {
          throw WriteError(path: asked, code: errno)
        }
        defer { unsafe free(resolved) }
        path = unsafe Path(cString: resolved)
        guard unsafe path.withCString({ unsafe stat($0, &status) }) == 0 else {
          throw WriteError(path: asked, code: errno)
        }
      } else {
        path = asked
      }
      guard status.st_mode & S_IFMT == S_IFREG else {
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        throw .unwritable(
          path: asked, reason: isFolder ? "it is a folder" : "it is not a plain file")
      }
      permissions = status.st_mode & 0o7777
    }

    var folder: Path { path.folder }

    /// Makes the new name itself durable; not every file system can, and then nothing is lost.
    func settle() throws(WriteError) {
      let handle = unsafe folder.withCString {
        unsafe open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      }
      guard handle >= 0 else { return }
      defer { close(handle) }
      if fsync(handle) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) {
        throw WriteError(path: asked, code: errno)
      }
    }
  }
}
