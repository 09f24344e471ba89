import Files

/// An open PNG file and the chunks in it.
struct PNGFile: ~Copyable {
  let file: PlainFile

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Pixels come in chunks of 8 KB and more, so that the largest picture has fewer.
  private static let maximumChunks = 250_000

  init(_ path: Path) throws(PNGError) {
    do throws(ReadError) {
      file = try PlainFile(path)
    } catch {
      throw .file(error)
    }
  }

  var path: Path { file.path }
  var descriptor: Int32 { file.descriptor }
  var count: Int { file.count }

  /// Finds the chunks by their lengths alone, up to the end of the picture.
  ///
  /// Damage behind the pixels is a notice; throws where the chunks do not lead through them.
  ///
  /// - Parameter wanted: a private chunk that is to be read too, if it has no more than `limit` bytes.
  func contents(
    wanting wanted: (name: String, limit: Int)? = nil
  ) throws(PNGError) -> PNGContents {
    var ahead = ReadAhead()
    guard try ahead.load(8, of: file, at: 0), ahead.prefix(8) == Self.signature[...] else {
      throw damaged("it does not begin as a PNG does")
    }
    var contents = PNGContents(wanting: wanted)
    var position = 8
    for _ in 0..<Self.maximumChunks {
      guard try ahead.load(8, of: file, at: position) else {
        try contents.endEarly(at: position, path: path, reason: "the file ends too early")
        return contents
      }
      let length = ahead.number
      guard let name = ahead.name, length <= 0x7FFF_FFFF else {
        try contents.endEarly(
          at: position, path: path, reason: "no chunk begins at byte \(position)")
        return contents
      }
      let end = position + 12 + length
      guard end <= file.count else {
        let reason = "the file ends inside its \(name) chunk"
        if name == "IDAT" { throw damaged(reason) }
        try contents.endEarly(at: position, path: path, reason: reason)
        return contents
      }
      if name == "IEND" {
        try contents.finish(at: end, count: file.count, path: path)
        return contents
      }
      if contents.wants(name, length: length) {
        guard try ahead.load(12 + length, of: file, at: position) else {
          throw damaged("the file ends too early")
        }
        contents.take(name, chunk: ahead.prefix(12 + length), at: position)
      } else {
        try contents.pass(name, position..<end, path: path)
      }
      position = end
    }
    throw damaged("it has more than \(Self.maximumChunks) chunks")
  }

  private func damaged(_ reason: String) -> PNGError { .damaged(path: path, reason: reason) }
}

/// A part of a file that was read ahead, since most chunks beside the pixels lie near the beginning.
private struct ReadAhead {
  private var start = 0
  private var held: [UInt8] = []
  /// Where in `held` the bytes lie that were asked for last.
  private var place = 0

  /// Makes the bytes at `position` those that the others speak of; false where the file ends.
  mutating func load(
    _ wanted: Int, of file: borrowing PlainFile, at position: Int
  ) throws(PNGError) -> Bool {
    if position < start || position + wanted > start + held.count {
      // Small steps through a file are many; far ones land where little is read.
      let count = position < start + held.count + 4096 ? 1 << 16 : 4096
      do throws(ReadError) {
        held = try file.read(at: position, count: max(wanted, count))
      } catch {
        throw .file(error)
      }
      start = position
    }
    place = position - start
    return place + wanted <= held.count
  }

  func prefix(_ count: Int) -> ArraySlice<UInt8> { held[place..<place + count] }

  var number: Int {
    Int(held[place]) << 24 | Int(held[place + 1]) << 16 | Int(held[place + 2]) << 8
      | Int(held[place + 3])
  }

  /// The name of a chunk behind its length.
  var name: String? {
    let letters = held[place + 4..<place + 8]
    let isName = letters.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
    return isName ? String(decoding: letters, as: UTF8.self) : nil
  }
}
