import Glibc

/// Why a file was not written; nothing of it is left behind.
package enum WriteError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The place does not take files: missing folder, no permission, read-only, a folder of this name.
  case unwritable(path: Path, reason: String)
  /// The disk is full or fails.
  case storage(path: Path, reason: String)
  /// There is a file of this name and it was not to be replaced.
  case exists(path: Path)
  /// The file is another one than that which was to be replaced.
  case changed(path: Path)

  package var description: String {
    switch self {
    case .unwritable(let path, let reason): "cannot write \(path): \(reason)"
    case .storage(let path, let reason): "writing \(path) failed: \(reason)"
    case .exists(let path): "\(path) exists already"
    case .changed(let path): "\(path) was changed by another program meanwhile"
    }
  }
}

extension WriteError {
  /// Sorts an `errno`: what the place refuses is unwritable, all else is a matter of storage.
  package init(path: Path, code: Int32) {
    let refusals = [
      EACCES, EROFS, ENOENT, ENOTDIR, EPERM, EISDIR, EEXIST, ENAMETOOLONG, ELOOP, EINVAL, ETXTBSY,
      EBUSY,
    ]
    let reason = FileFailure.reason(code)
    self =
      refusals.contains(code)
      ? .unwritable(path: path, reason: reason) : .storage(path: path, reason: reason)
  }
}
