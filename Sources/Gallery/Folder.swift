import Files
import Foundation
import Glibc
import Render

/// Folders of a gallery.
enum Folder {
  /// A PNG file by its name.
  struct File {
    let path: String
    let modified: Date
  }

  /// Makes a folder and those above it.
  static func make(_ path: String) throws(WriteError) {
    var status = stat()
    if unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
      try make(String(path[..<slash]))
    }
    guard unsafe mkdir(path, 0o777) != 0, errno != EEXIST else { return }
    throw WriteError(path: path, code: errno)
  }

  /// PNG files in a folder and in those below it, `depth` levels in all; none if there is no folder.
  static func pictures(under path: String, depth: Int) throws(GalleryError) -> [File] {
    guard let names = try names(in: path) else { return [] }
    var files: [File] = []
    for name in names where !name.hasPrefix(".") {
      let item = path + "/" + name
      var status = stat()
      guard unsafe lstat(item, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where depth > 1: files += try pictures(under: item, depth: depth - 1)
      case S_IFREG where name.lowercased().hasSuffix(".png"):
        let modified = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
        files.append(File(path: item, modified: modified))
      default: break
      }
    }
    return files
  }

  /// Nil where there is no such folder.
  private static func names(in path: String) throws(GalleryError) -> [String]? {
    guard let folder = unsafe opendir(path) else {
      if errno == ENOENT { return nil }
      throw .unreadable(path: path, reason: FileFailure.reason(errno))
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe String(cString: UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self))
      }
      names.append(name)
    }
    return names
  }
}
