import CFiles
import Glibc

/// Gives files other names, and takes names away, at once or not at all.
package enum FileMove {
  /// Moves a file, which takes no other's place.
  ///
  /// - Throws: `WriteError.exists` where the new name is taken.
  package static func move(_ from: Path, to: Path) throws(WriteError) {
    let result = unsafe from.withCString { from in
      unsafe to.withCString { unsafe wurst_rename_new(from, $0) }
    }
    if result == 0 { return }
    switch errno {
    case EEXIST: throw .exists(path: to)
    case EXDEV:
      throw .unwritable(path: to, reason: "\(from) lies on another file system")
    case EINVAL, ENOSYS, ENOTSUP: try moveByHand(from, to: to)
    case let code: throw WriteError(path: to, code: code)
    }
  }

  /// File systems that know no such rename: a file that appears just then would be replaced.
  private static func moveByHand(_ from: Path, to: Path) throws(WriteError) {
    var status = stat()
    guard unsafe to.withCString({ unsafe lstat($0, &status) }) != 0 else { throw .exists(path: to) }
    let result = unsafe from.withCString { from in
      unsafe to.withCString { unsafe rename(from, $0) }
    }
    guard result == 0 else { throw WriteError(path: to, code: errno) }
  }

  /// Gives a file a second name, that which a link leads to and not the link; with `WriteError.exists`
  /// where the name is taken.
  package static func link(_ path: Path, to: Path) throws(WriteError) {
    let result = unsafe path.withCString { path in
      unsafe to.withCString { unsafe linkat(AT_FDCWD, path, AT_FDCWD, $0, AT_SYMLINK_FOLLOW) }
    }
    if result == 0 { return }
    switch errno {
    case EEXIST: throw .exists(path: to)
    case EXDEV:
      throw .unwritable(path: to, reason: "\(path) lies on another file system")
    case let code: throw WriteError(path: to, code: code)
    }
  }

  /// Deletes a file, or the link that stands in its place.
  package static func remove(_ path: Path) throws(WriteError) {
    guard unsafe path.withCString({ unsafe unlink($0) }) == 0 else {
      throw WriteError(path: path, code: errno)
    }
  }

  /// Deletes a folder if it is empty.
  package static func removeFolder(_ path: Path) {
    _ = unsafe path.withCString { unsafe rmdir($0) }
  }
}
