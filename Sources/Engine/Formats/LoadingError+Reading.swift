import Files

extension LoadingError {
  /// What `error` means where `role` was wanted.
  init(_ error: ReadError, role: String) {
    self =
      switch error {
      case .missing(let path): .missing(role: role, path: path)
      case .unreadable(let path, let reason): .unreadable(path: path, reason: reason)
      }
  }
}

extension MappedFile {
  /// Maps a file of a model.
  ///
  /// - Throws: `.missing` naming `role`, `.unreadable`, `.damaged` when the file is empty, or
  ///   `.unsupported` when it only stands for the file.
  convenience init(_ path: Path, role: String) throws(LoadingError) {
    do throws(ReadError) {
      try self.init(path)
    } catch {
      throw LoadingError(error, role: role)
    }
    guard count > 0 else { throw .damaged(path: path, problem: "it is empty") }
    if isPointer {
      throw .unsupported(
        path: path,
        problem: "it is a Git LFS pointer and not the file itself; fetch that with 'git lfs pull'")
    }
  }

  /// Whether this is what Git leaves in the place of a large file that was not fetched.
  private var isPointer: Bool {
    let start = "version https://git-lfs.github.com/spec/"
    guard count >= start.utf8.count, count < 1 << 10 else { return false }
    return unsafe withBytes(0..<start.utf8.count) { unsafe $0.elementsEqual(start.utf8) }
  }
}

extension Fingerprint {
  /// Takes in a file of a model: all of it, or of large ones samples.
  mutating func add(modelFile path: Path, sampled: Bool) throws(LoadingError) {
    do throws(ReadError) {
      try sampled ? add(sampling: path) : add(file: path)
    } catch {
      throw LoadingError(error, role: "model file")
    }
  }
}
