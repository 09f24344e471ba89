import Glibc

/// A regular file, mapped read-only into memory for as long as the object lives.
///
/// `@unchecked Sendable` holds because the mapping never changes after `init` and nobody writes
/// to it. A file that is cut short by someone else while it is mapped is out of scope.
@safe final class MappedFile: @unchecked Sendable {
  let path: String
  let count: Int
  private let base: UnsafeRawPointer

  /// - Throws: `.missing` naming `role`, `.unreadable`, or `.damaged` when the file is empty.
  init(_ path: String, role: String) throws(LoadingError) {
    self.path = path
    // A pipe in place of the file must not block the program.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.refusal(path, role: role) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw Self.refusal(path, role: role) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path: path, reason: "it is not a regular file")
    }
    count = Int(status.st_size)
    guard count > 0 else { throw .damaged(path: path, problem: "it is empty") }
    let address = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw Self.refusal(path, role: role)
    }
    unsafe base = UnsafeRawPointer(address)
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: base), count) }

  /// The bytes of `range`, which lies within the file; valid only inside `body`.
  func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return try unsafe body(
      UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Tells the system whether small pieces far apart will be read next, for which reading ahead
  /// is a waste, or long stretches.
  func expectScatteredReads(_ isScattered: Bool) {
    _ = unsafe madvise(
      UnsafeMutableRawPointer(mutating: base), count, isScattered ? MADV_RANDOM : MADV_NORMAL)
  }

  /// Gives the memory of `range` back to the system; when it is read again, it comes from the file.
  func release(_ range: Range<Int>) {
    let page = sysconf(Int32(_SC_PAGESIZE))
    let first = (range.lowerBound + page - 1) / page * page
    let last = range.upperBound / page * page
    guard first < last else { return }
    _ = unsafe madvise(
      UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
  }

  /// The little-endian number at `offset`; nil where it would not lie within the file.
  func number<Number: FixedWidthInteger>(_: Number.Type, at offset: Int) -> Number? {
    let width = Number.bitWidth / 8
    guard offset >= 0, offset <= count - width else { return nil }
    return unsafe withBytes(offset..<offset + width) { bytes in
      Number(littleEndian: unsafe bytes.loadUnaligned(as: Number.self))
    }
  }

  private static func refusal(_ path: String, role: String) -> LoadingError {
    let code = errno
    if code == ENOENT || code == ENOTDIR { return .missing(role: role, path: path) }
    return .unreadable(path: path, reason: unsafe String(cString: strerror(code)))
  }
}
