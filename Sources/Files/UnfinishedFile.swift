import Glibc

/// A file that is being written and that no reader may see yet; it goes away with the object.
struct UnfinishedFile: ~Copyable {
  private let target: AtomicFile.Target
  private let descriptor: Int32
  /// The name that it has meanwhile; nil for a file without a name.
  private var temporary: Path?

  /// A file without a name, which ends with the process; nil where the file system has none.
  init?(unnamedFor target: AtomicFile.Target) {
    // O_TMPFILE, whose macro Swift cannot read.
    let unnamed = 0o20_000_000 | O_DIRECTORY
    let descriptor = unsafe target.folder.withCString {
      unsafe open($0, O_WRONLY | O_CLOEXEC | unnamed, 0o666)
    }
    // What else may be wrong with the folder is found again with a name.
    guard descriptor >= 0 else { return nil }
    self.target = target
    self.descriptor = descriptor
  }

  /// A file with a hidden name beside the target.
  init(for target: AtomicFile.Target) throws(WriteError) {
    Self.sweep(target.folder)
    let temporary = Self.freshName(in: target.folder)
    let descriptor = unsafe temporary.withCString {
      unsafe open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }
    guard descriptor >= 0 else { throw WriteError(path: target.asked, code: errno) }
    self.target = target
    self.descriptor = descriptor
    self.temporary = temporary
  }

  deinit {
    close(descriptor)
    if let temporary { _ = unsafe temporary.withCString { unsafe unlink($0) } }
  }

  func fill(_ content: (AtomicFile.Content) throws(WriteError) -> Void) throws(WriteError) {
    try content(AtomicFile.Content(file: descriptor, path: target.asked))
    if let permissions = target.permissions { fchmod(descriptor, permissions) }
    guard fsync(descriptor) == 0 else { throw WriteError(path: target.asked, code: errno) }
  }

  /// Gives the file its name.
  ///
  /// - Returns: false where a file without a name cannot be given one here.
  consuming func publish(
    replacing: Bool, expecting expected: FileStamp?
  ) throws(WriteError) -> Bool {
    func check() throws(WriteError) {
      if let expected, FileStamp(target.path) != expected { throw .changed(path: target.asked) }
    }
    try check()
    if temporary == nil {
      if link(to: target.path) { return true }
      guard errno == EEXIST else {
        return false
      }
      guard replacing else { throw .exists(path: target.asked) }
      Self.sweep(target.folder)
      let name = Self.freshName(in: target.folder)
      guard link(to: name) else { return false }
      temporary = name
    }
    guard let name = temporary else { return false }
    if !replacing {
      // A link, unlike a rename, never takes the place of another file.
      if unsafe name.withCString({ name in
        unsafe target.path.withCString { unsafe Glibc.link(name, $0) }
      }) == 0 {
        return true
      }
      if errno == EEXIST { throw .exists(path: target.asked) }
      // File systems without links: a file that appears just now would be replaced.
      guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else {
        throw WriteError(path: target.asked, code: errno)
      }
      if unsafe target.path.withCString({ unsafe access($0, F_OK) }) == 0 {
        throw .exists(path: target.asked)
      }
    }
    try check()
    guard
      unsafe name.withCString({ name in
        unsafe target.path.withCString { unsafe rename(name, $0) }
      }) == 0
    else { throw WriteError(path: target.asked, code: errno) }
    temporary = nil
    return true
  }

  /// Whether the file without a name got `name`; why not is in `errno`.
  private func link(to name: Path) -> Bool {
    let itself = Path("/proc/self/fd/\(descriptor)")
    return unsafe itself.withCString { itself in
      unsafe name.withCString {
        unsafe linkat(AT_FDCWD, itself, AT_FDCWD, $0, AT_SYMLINK_FOLLOW)
      }
    } == 0
  }

  private static let prefix = ".wurst-"
  private static let suffix = ".tmp"

  private static func freshName(in folder: Path) -> Path {
    folder / (prefix + String(UInt64.random(in: .min ... .max), radix: 36) + suffix)
  }

  /// Removes what a killed process of the same user left in `folder` an hour ago or longer.
  static func sweep(_ folder: Path) {
    guard let entries = try? Folder.entries(folder) else { return }
    let old = time(nil) - 3600
    for entry in entries
    where entry.kind == .file && entry.name.hasPrefix(prefix) && entry.name.hasSuffix(suffix) {
      var status = stat()
      guard unsafe entry.path.withCString({ unsafe lstat($0, &status) }) == 0,
        status.st_uid == geteuid(), status.st_mtim.tv_sec < old
      else { continue }
      _ = unsafe entry.path.withCString { unsafe unlink($0) }
    }
  }
}
