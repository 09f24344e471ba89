import CSignals
import Glibc

/// A plain file, mapped read-only into memory for as long as the object lives.
///
/// `@unchecked Sendable` holds because the mapping never changes after `init` and nobody writes
/// to it. What becomes of a file that someone else cuts short meanwhile is for `endWhenCutShort`.
@safe package final class MappedFile: @unchecked Sendable {
  package let path: Path
  package let count: Int
  /// Nil exactly for an empty file.
  private let base: UnsafeRawPointer?

  package init(_ path: Path) throws(ReadError) {
    let file = try PlainFile(path)
    self.path = path
    count = file.count
    guard file.count > 0 else {
      unsafe base = nil
      return
    }
    let address = unsafe mmap(nil, file.count, PROT_READ, MAP_PRIVATE, file.descriptor, 0)
    guard let address = unsafe address, unsafe address != MAP_FAILED else {
      throw ReadError(path: path, code: errno)
    }
    unsafe base = UnsafeRawPointer(address)
    unsafe wurst_mapping_add(address, count, "\(path)".printable)
  }

  deinit {
    guard let base = unsafe base else { return }
    unsafe wurst_mapping_remove(base)
    unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
  }

  /// Lets the process end with one line that names the file, and the exit code 65, when a file turns
  /// out to be shorter than it was when it was mapped.
  ///
  /// The system reports that in the middle of an instruction, to which no error can be returned.
  package static func endWhenCutShort() { wurst_mapping_guard() }

  /// The bytes of `range`, which lies within the file; valid only inside `body`.
  package func withBytes<Result>(
    _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return try unsafe body(
      UnsafeRawBufferPointer(start: base.map { unsafe $0 + range.lowerBound }, count: range.count))
  }

  /// Tells the system whether small pieces far apart will be read next, for which reading ahead
  /// is a waste, or long stretches.
  package func expectScatteredReads(_ isScattered: Bool) {
    advise(0..<count, isScattered ? MADV_RANDOM : MADV_NORMAL)
  }

  /// Gives the memory of `range` back to the system; when it is read again, it comes from the file.
  package func release(_ range: Range<Int>) {
    let page = sysconf(Int32(_SC_PAGESIZE))
    let first = (range.lowerBound + page - 1) / page * page
    let last = range.upperBound / page * page
    if first < last { advise(first..<last, MADV_DONTNEED) }
  }

  private func advise(_ range: Range<Int>, _ advice: Int32) {
    guard let base = unsafe base else { return }
    _ = unsafe madvise(
      UnsafeMutableRawPointer(mutating: base + range.lowerBound), range.count, advice)
  }

  /// The little-endian number at `offset`; nil where it would not lie within the file.
  package func number<Number: FixedWidthInteger>(_: Number.Type, at offset: Int) -> Number? {
    let width = Number.bitWidth / 8
    guard offset >= 0, offset <= count - width else { return nil }
    return unsafe withBytes(offset..<offset + width) { bytes in
      Number(littleEndian: unsafe bytes.loadUnaligned(as: Number.self))
    }
  }
}
