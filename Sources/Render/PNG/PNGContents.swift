import CPNG
import Files

/// What the chunks of a PNG file hold.
struct PNGContents {
  /// A chunk beside the pixels, whose checksum is right.
  struct Chunk {
    let name: String
    let data: ArraySlice<UInt8>
  }

  /// The parts of the file that are the picture: header, palette, transparency, pixels.
  private(set) var pieces: [Range<Int>] = [0..<8]
  /// In the order of the file; `maximumTexts` at most.
  private(set) var texts: [Chunk] = []
  private(set) var exif: EXIF?
  private(set) var colour = PNGColour()
  private(set) var notices: [String] = []
  /// The names of private chunks, each once; `maximumNames` at most.
  private(set) var privateNames: [String] = []
  /// The first chunk of the wanted name; damaged where it is too long or its checksum is wrong.
  private(set) var found: Found?
  /// The byte behind the picture.
  private(set) var end = 0

  private var hasTransparency = false
  private var hasPixels = false
  private var leavesTextsOut = false
  private var textBytes = 0

  private static let textNames: Set = ["tEXt", "zTXt", "iTXt"]
  private static let maximumNames = 16

  /// A private chunk that is asked for, and how many bytes it may have.
  private let wanted: (name: String, limit: Int)?

  enum Found {
    case whole([UInt8])
    case damaged(reason: String)
  }

  init(wanting wanted: (name: String, limit: Int)? = nil) { self.wanted = wanted }

  var orientation: Orientation { Orientation(exif) ?? .upright }

  /// Whether a chunk is looked into.
  mutating func wants(_ name: String, length: Int) -> Bool {
    if PNGChunk.isPrivate(name) {
      if !privateNames.contains(name), privateNames.count < Self.maximumNames {
        privateNames.append(name)
      }
      guard let wanted, name == wanted.name, found == nil else { return false }
      if length <= wanted.limit { return true }
      found = .damaged(reason: "its \(name) chunk has more than \(wanted.limit) bytes")
      return false
    }
    if Self.textNames.contains(name) {
      guard !leavesTextsOut else { return false }
      textBytes += length
      leavesTextsOut =
        texts.count == PNGReader.maximumTexts || textBytes > PNGReader.maximumText
      if leavesTextsOut { notices.append(PNGTexts.tooMany) }
      return !leavesTextsOut
    }
    switch name {
    case "eXIf": return length <= PNGReader.maximumText && exif == nil
    case "tRNS": return length <= 256 && !hasPixels
    case _ where PNGColour.names.contains(name):
      return length <= ColourProfile.maximumSize && !hasPixels
    default: return false
    }
  }

  mutating func take(_ name: String, chunk: ArraySlice<UInt8>, at position: Int) {
    let body = chunk.dropFirst(4).dropLast(4)
    let stored = chunk.suffix(4).reduce(0) { $0 << 8 | UInt32($1) }
    guard PNGLibrary.checksum(body) == stored else {
      if name == wanted?.name {
        found = .damaged(reason: "the checksum of its \(name) chunk is wrong")
      }
      note("Its \(name) chunk is damaged and was left out.")
      return
    }
    let data = body.dropFirst(4)
    switch name {
    case "eXIf": exif = EXIF(data)
    case "tRNS":
      if !hasTransparency { add(position..<position + chunk.count) }
      hasTransparency = true
    case _ where PNGColour.names.contains(name): colour.take(name, data)
    case _ where name == wanted?.name: found = .whole(Array(data))
    default: texts.append(Chunk(name: name, data: Array(data)[...]))
    }
  }

  /// Goes past a chunk that is part of the picture, or of no interest.
  mutating func pass(_ name: String, _ range: Range<Int>, path: Path) throws(PNGError) {
    let isCritical = name.utf8.first.map { $0 & 0x20 == 0 } == true
    switch name {
    case "IHDR", "PLTE":
      guard !hasPixels else { return }
      add(range)
    case "IDAT":
      hasPixels = true
      add(range)
    case _ where isCritical && !hasPixels:
      throw .damaged(path: path, reason: "its chunk \(name) is of an unknown kind")
    default: break
    }
  }

  /// The chunks do not lead on.
  mutating func endEarly(at position: Int, path: Path, reason: String) throws(PNGError) {
    guard hasPixels else { throw .damaged(path: path, reason: reason) }
    note(ImageReading.endsBadly)
    end = position
  }

  mutating func finish(at end: Int, count: Int, path: Path) throws(PNGError) {
    guard hasPixels else { throw .damaged(path: path, reason: "it has no pixels") }
    self.end = end
    if end < count { note(ImageReading.goesOn) }
  }

  private mutating func note(_ text: String) {
    if !notices.contains(text) { notices.append(text) }
  }

  private mutating func add(_ range: Range<Int>) {
    if pieces.last?.upperBound == range.lowerBound {
      let start = pieces.removeLast().lowerBound
      pieces.append(start..<range.upperBound)
    } else {
      pieces.append(range)
    }
  }
}
