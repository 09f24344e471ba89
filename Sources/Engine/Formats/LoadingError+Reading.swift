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
  /// - Throws: `.missing` naming `role`, `.unreadable`, or `.damaged` when the file is empty.
  convenience init(_ path: Path, role: String) throws(LoadingError) {
    do throws(ReadError) {
      try self.init(path)
    } catch {
      throw LoadingError(error, role: role)
    }
    guard count > 0 else { throw .damaged(path: path, problem: "it is empty") }
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
