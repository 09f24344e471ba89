import Glibc

/// An open PNG file and the chunks in it.
struct PNGFile: ~Copyable {
  let path: String
  let descriptor: Int32
  let count: Int

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  init(_ path: String) throws(PNGError) {
    guard !path.utf8.contains(0) else { throw .missing(path: path) }
    // Without O_NONBLOCK a named pipe would wait here for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
      throw .unreadable(path: path, reason: FileFailure.reason(errno))
    }
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

  /// A small PNG stream with this file's header and texts but no pixels.
  ///
  /// Chunks are found by their lengths alone. Throws where they do not lead to the end chunk.
  func textChunks() throws(PNGError) -> [UInt8] {
    var ahead = ReadAhead()
    guard try ahead.bytes(of: self, at: 0, count: 8) == Self.signature[...] else {
      throw .damaged(path: path, reason: "it does not begin as a PNG does")
    }
    var stream = Self.signature
    var position = 8
    while true {
      let head = try ahead.bytes(of: self, at: position, count: 8)
      let length = head.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: head.suffix(4), as: UTF8.self)
      guard head.suffix(4).allSatisfy({ UInt8(ascii: "A")...UInt8(ascii: "z") ~= $0 }),
        length <= 0x7FFF_FFFF
      else { throw .damaged(path: path, reason: "no chunk begins at byte \(position)") }
      guard position + 12 + length <= count else {
        throw .damaged(path: path, reason: "the file ends inside its \(name) chunk")
      }
      switch name {
      case "IEND": return stream + Self.emptyPixels
      case "IHDR", "PLTE":
        guard length <= 768 else { throw .damaged(path: path, reason: "\(name) is too long") }
        stream += try ahead.bytes(of: self, at: position, count: 12 + length)
      case "tEXt", "zTXt", "iTXt":
        guard stream.count + length <= PNGReader.maximumText else {
          throw .tooMuchText(path: path, limit: PNGReader.maximumText)
        }
        stream += try ahead.bytes(of: self, at: position, count: 12 + length)
      default: break
      }
      position += 12 + length
    }
  }

  /// The start of a pixel chunk without pixels, where reading the header ends.
  private static let emptyPixels: [UInt8] = [0, 0, 0, 0] + Array("IDAT".utf8)

  fileprivate func read(at position: Int, count wanted: Int) throws(PNGError) -> [UInt8] {
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
    if failure != 0 { throw .unreadable(path: path, reason: FileFailure.reason(failure)) }
    return bytes
  }
}

/// A part of a file that was read ahead, since most texts lie near the beginning.
private struct ReadAhead {
  private var start = 0
  private var held: [UInt8] = []

  mutating func bytes(
    of file: borrowing PNGFile, at position: Int, count wanted: Int
  ) throws(PNGError) -> ArraySlice<UInt8> {
    if position < start || position + wanted > start + held.count {
      held = try file.read(at: position, count: max(wanted, 4096))
      start = position
    }
    guard position + wanted <= start + held.count else {
      throw .damaged(path: file.path, reason: "the file ends too early")
    }
    return held[(position - start)..<(position - start + wanted)]
  }
}
