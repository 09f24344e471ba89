import Glibc

/// An open file that is neither a folder nor a pipe nor a device.
package struct PlainFile: ~Copyable {
  package let path: Path
  package let descriptor: Int32
  /// Bytes.
  package let count: Int

  package init(_ path: Path) throws(ReadError) {
    // Without O_NONBLOCK a named pipe would wait here for a writer.
    let descriptor = unsafe path.withCString {
      unsafe open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    }
    guard descriptor >= 0 else { throw ReadError(path: path, code: errno) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(path: path, reason: "it is not a plain file")
    }
    self.path = path
    self.descriptor = descriptor
    count = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// The bytes from `position` on, fewer than `wanted` where the file ends.
  package func read(at position: Int, count wanted: Int) throws(ReadError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, initialized in
      while initialized < wanted {
        let got = unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: initialized), wanted - initialized,
          off_t(position + initialized))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        initialized += got
      }
    }
    if failure != 0 { throw ReadError(path: path, code: failure) }
    return bytes
  }
}
