import Files

/// An open PNG file and the chunks in it.
struct PNGFile: ~Copyable {
  private let file: PlainFile

  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  init(_ path: Path) throws(PNGError) {
    do throws(ReadError) {
      file = try PlainFile(path)
    } catch {
      throw .file(error)
    }
  }

  var path: Path { file.path }
  var descriptor: Int32 { file.descriptor }
  /// Bytes.
  var count: Int { file.count }

  /// What a file holds beside its pixels.
  struct Notes {
    /// A small PNG stream with the file's header and texts but no pixels.
    var texts: [UInt8]
    var orientation = Orientation.upright
  }

  /// Finds chunks by their lengths alone; throws where they do not lead to the end chunk.
  func notes() throws(PNGError) -> Notes {
    var ahead = ReadAhead()
    guard try ahead.bytes(of: self, at: 0, count: 8) == Self.signature[...] else {
      throw .damaged(path: path, reason: "it does not begin as a PNG does")
    }
    var notes = Notes(texts: Self.signature)
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
      case "IEND":
        notes.texts += Self.emptyPixels
        return notes
      case "IHDR", "PLTE":
        guard length <= 768 else { throw .damaged(path: path, reason: "\(name) is too long") }
        notes.texts += try ahead.bytes(of: self, at: position, count: 12 + length)
      case "tEXt", "zTXt", "iTXt":
        guard notes.texts.count + length <= PNGReader.maximumText else {
          throw .tooMuchText(path: path, limit: PNGReader.maximumText)
        }
        notes.texts += try ahead.bytes(of: self, at: position, count: 12 + length)
      case "eXIf":
        // The orientation is among the first entries; what else there is does not matter here.
        let exif = try ahead.bytes(of: self, at: position + 8, count: min(length, 1 << 16))
        notes.orientation = Orientation(exif: exif) ?? .upright
      default: break
      }
      position += 12 + length
    }
  }

  /// The start of a pixel chunk without pixels, where reading the header ends.
  private static let emptyPixels: [UInt8] = [0, 0, 0, 0] + Array("IDAT".utf8)

  fileprivate func read(at position: Int, count wanted: Int) throws(PNGError) -> [UInt8] {
    do throws(ReadError) {
      return try file.read(at: position, count: wanted)
    } catch {
      throw .file(error)
    }
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
