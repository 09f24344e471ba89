import Glibc

/// Writes whole files: a reader sees the old contents or the new ones, also after a power cut.
package enum AtomicFile {
  /// Writes `bytes` to `path` through a temporary file in the same folder.
  ///
  /// A link at `path` is followed, and the file it leads to replaced. With `replacing` false an
  /// existing file stays and `WriteError.exists` is thrown.
  package static func write(
    _ bytes: [UInt8], to path: String, replacing: Bool = true
  ) throws(WriteError) {
    try write(to: path, replacing: replacing) { file throws(WriteError) in try file.append(bytes) }
  }

  /// The same for content that is never whole in memory: `fill` appends it piece by piece.
  package static func write(
    to path: String, replacing: Bool = true, _ fill: (Content) throws(WriteError) -> Void
  ) throws(WriteError) {
    let target = try destination(path)
    let folder = Self.folder(of: target)
    let temporary = folder + "/.wurst-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
    let file = unsafe open(
      temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw WriteError(path: path, code: errno) }
    do throws(WriteError) {
      do throws(WriteError) {
        try fill(Content(file: file, path: path))
        guard fsync(file) == 0 else { throw WriteError(path: path, code: errno) }
      } catch {
        close(file)
        throw error
      }
      guard close(file) == 0 else { throw WriteError(path: path, code: errno) }
      try publish(temporary, as: target, replacing: replacing, path: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try settle(folder, path: path)
  }

  /// Writes `bytes` to the first path that is free, and returns it; nothing is replaced.
  ///
  /// - Parameter path: that of a number.
  /// - Throws: `WriteError.exists` when all of them are taken.
  package static func write(
    _ bytes: [UInt8], toFirstFreeOf numbers: ClosedRange<Int>, path: (Int) -> String
  ) throws(WriteError) -> String {
    var number = numbers.lowerBound
    while true {
      let path = path(number)
      do throws(WriteError) {
        try write(bytes, to: path, replacing: false)
        return path
      } catch {
        guard case .exists = error, number < numbers.upperBound else { throw error }
        number += 1
      }
    }
  }

  /// Where the bytes go, with links followed; refuses what is not a plain file.
  private static func destination(_ path: String) throws(WriteError) -> String {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .unwritable(path: path, reason: "this is no file name")
    }
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return path }
    var target = path
    if status.st_mode & S_IFMT == S_IFLNK {
      guard let resolved = unsafe realpath(path, nil) else {
        throw WriteError(path: path, code: errno)
      }
      defer { unsafe free(resolved) }
      target = unsafe String(cString: resolved)
      guard unsafe stat(target, &status) == 0 else { throw WriteError(path: path, code: errno) }
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw .unwritable(path: path, reason: isFolder ? "it is a folder" : "it is not a plain file")
    }
    return target
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The content of a file that is being written.
  package struct Content {
    fileprivate let file: Int32
    fileprivate let path: String

    package func append(_ bytes: [UInt8]) throws(WriteError) {
      var done = 0
      while done < bytes.count {
        let written = unsafe bytes.withUnsafeBytes { buffer in
          unsafe Glibc.write(file, buffer.baseAddress?.advanced(by: done), bytes.count - done)
        }
        if written < 0 {
          if errno == EINTR { continue }
          throw WriteError(path: path, code: errno)
        }
        done += written
      }
    }
  }

  private static func publish(
    _ temporary: String, as target: String, replacing: Bool, path: String
  ) throws(WriteError) {
    if !replacing {
      // A link, unlike a rename, never takes the place of another file.
      if unsafe link(temporary, target) == 0 {
        unsafe unlink(temporary)
        return
      }
      if errno == EEXIST { throw .exists(path: path) }
      // File systems without links: a file that appears just now would be replaced.
      guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else {
        throw WriteError(path: path, code: errno)
      }
      if unsafe access(target, F_OK) == 0 { throw .exists(path: path) }
    }
    guard unsafe rename(temporary, target) == 0 else { throw WriteError(path: path, code: errno) }
  }

  /// Makes the new name itself durable; not every file system can, and then nothing is lost.
  private static func settle(_ folder: String, path: String) throws(WriteError) {
    let handle = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    defer { close(handle) }
    if fsync(handle) != 0, [EIO, ENOSPC, EDQUOT].contains(errno) {
      throw WriteError(path: path, code: errno)
    }
  }
}
