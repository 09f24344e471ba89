package import Foundation
import Glibc

/// Folders and what lies in them.
package enum Folder {
  /// One name in a folder; links are not followed.
  package struct Entry: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
      case folder, file, other
    }

    package let path: Path
    package let name: String
    package let kind: Kind
    package let modified: Date
    package let stamp: FileStamp
  }

  /// What lies in the folder at `path`, in no order.
  ///
  /// - Throws: `ReadError.missing` where nothing is at `path`.
  package static func entries(_ path: Path) throws(ReadError) -> [Entry] {
    guard let folder = unsafe path.withCString({ unsafe opendir($0) }) else {
      if errno == ENOENT { throw .missing(path: path) }
      throw .unreadable(path: path, reason: FileFailure.reason(errno))
    }
    defer { unsafe closedir(folder) }
    var entries: [Entry] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe Path(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      let place = path / name
      var status = stat()
      guard name != ".", name != "..",
        unsafe place.withCString({ unsafe lstat($0, &status) }) == 0
      else { continue }
      let kind: Entry.Kind =
        switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFREG: .file
        default: .other
        }
      let modified = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
      entries.append(
        Entry(
          path: place, name: name.text, kind: kind, modified: modified, stamp: FileStamp(status)))
    }
    return entries
  }

  /// Makes a folder in one that is there.
  package static func make(_ path: Path) throws(WriteError) {
    guard unsafe path.withCString({ unsafe mkdir($0, 0o777) }) == 0 else {
      throw WriteError(path: path, code: errno)
    }
  }

  /// Makes a folder and those above it that are missing.
  package static func makeAll(_ path: Path) throws(WriteError) {
    if exists(path) { return }
    if path.folder != path { try makeAll(path.folder) }
    // Another process may have made it meanwhile.
    guard unsafe path.withCString({ unsafe mkdir($0, 0o777) }) != 0, errno != EEXIST else { return }
    throw WriteError(path: path, code: errno)
  }

  /// Gives a file another name on the same disk, in place of a file that has it.
  package static func rename(_ path: Path, to name: Path) throws(WriteError) {
    let result = unsafe path.withCString { path in
      unsafe name.withCString { unsafe Glibc.rename(path, $0) }
    }
    guard result == 0 else { throw WriteError(path: name, code: errno) }
  }

  /// Deletes a file or a link.
  package static func remove(file path: Path) throws(WriteError) {
    guard unsafe path.withCString({ unsafe unlink($0) }) == 0 else {
      throw WriteError(path: path, code: errno)
    }
  }

  /// Gives a damaged file a name with the time, under which it can be looked into, and returns that.
  @discardableResult
  package static func setAside(_ path: Path) throws(WriteError) -> Path {
    let format = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
    let stem = path.appending(".damaged-\(Date.now.formatted(format))")
    var aside = stem
    var number = 1
    while aside.exists {
      number += 1
      aside = stem.appending("-\(number)")
    }
    try rename(path, to: aside)
    return aside
  }

  /// Whether files can be made in it.
  package static func isWritable(_ path: Path) -> Bool {
    unsafe path.withCString { unsafe access($0, W_OK) == 0 }
  }

  /// Whether there is a folder at `path`, be it behind a link.
  package static func exists(_ path: Path) -> Bool {
    var status = stat()
    return unsafe path.withCString { unsafe stat($0, &status) } == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }
}
