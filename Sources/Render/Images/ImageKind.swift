/// What the first bytes of a file say that it is; its name is not asked.
enum ImageKind: Equatable {
  case png
  case jpeg
  case webp
  /// Something else, with an article: "a GIF".
  case foreign(String)
  case unknown

  /// How many bytes are looked at.
  static let length = 64

  init(_ head: [UInt8]) {
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if head.starts(with: "RIFF".utf8), head.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .webp
    } else if let name = Self.name(head) {
      self = .foreign(name)
    } else {
      self = .unknown
    }
  }

  private static func name(_ head: [UInt8]) -> String? {
    if head.isEmpty { return "empty" }
    func holds(_ text: String, at place: Int) -> Bool {
      head.dropFirst(place).starts(with: text.utf8)
    }
    for (text, place, name) in signatures where holds(text, at: place) { return name }
    for (bytes, name) in binarySignatures where head.starts(with: bytes) { return name }
    return isText(head) ? "text" : nil
  }

  private static func isText(_ head: [UInt8]) -> Bool {
    guard head.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || 9...13 ~= $0 }) else { return false }
    // The last character may go on behind the bytes that were read.
    let unfinished = head.count == length ? 0...3 : 0...0
    return unfinished.contains { String(validating: head.dropLast($0), as: UTF8.self) != nil }
  }

  private static let signatures: [(text: String, place: Int, name: String)] = [
    ("GIF8", 0, "a GIF"), ("BM", 0, "a BMP picture"),
    ("ftypheic", 4, "a HEIC picture"), ("ftypheix", 4, "a HEIC picture"),
    ("ftyphevc", 4, "a HEIC picture"), ("ftypheim", 4, "a HEIC picture"),
    ("ftypheis", 4, "a HEIC picture"),
    ("ftypmif1", 4, "a HEIF picture"), ("ftypmsf1", 4, "a HEIF picture"),
    ("ftypavif", 4, "an AVIF picture"), ("ftypavis", 4, "an AVIF picture"),
    ("ftyp", 4, "a video"), ("jP  \r\n", 4, "a JPEG 2000 picture"),
    ("JXL \r\n", 4, "a JPEG XL picture"), ("8BPS", 0, "a Photoshop file"), ("%PDF", 0, "a PDF"),
    ("qoif", 0, "a QOI picture"), ("gimp xcf", 0, "a GIMP file"), ("<svg", 0, "an SVG"),
    ("<?xml", 0, "an XML file or an SVG"), ("P5\n", 0, "a PGM picture"),
    ("P6\n", 0, "a PPM picture"), ("PK\u{3}\u{4}", 0, "a zip archive or a checkpoint"),
    ("{\"", 8, "a safetensors file"),
  ]

  private static let binarySignatures: [(bytes: [UInt8], name: String)] = [
    ([0x49, 0x49, 42, 0], "a TIFF or a raw photograph"),
    ([0x4D, 0x4D, 0, 42], "a TIFF or a raw photograph"),
    ([0xFF, 0x0A], "a JPEG XL picture"), ([0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000 picture"),
    ([0, 0, 1, 0], "an icon"), ([0x76, 0x2F, 0x31, 0x01], "an OpenEXR picture"),
    ([0x1F, 0x8B], "a gzip archive"), ([0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]
}
