import Glibc

/// The name of a file as the system has it: bytes, which need not be UTF-8.
///
/// Two paths are equal where their bytes are, as for the file system. In a message a path is what
/// a terminal may be sent; `text` is what it can be made of again.
package struct Path: Hashable, Sendable {
  package let bytes: [UInt8]

  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// Takes `text` back into the bytes that it stands for.
  package init(_ text: some StringProtocol) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if let byte = Self.byte(scalar) {
        bytes.append(byte)
      } else {
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    self.bytes = bytes
  }

  /// The path as text that loses nothing: a byte that is not UTF-8 becomes a private character.
  package var text: String {
    var text = String.UnicodeScalarView()
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes[...].makeIterator()
    var place = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        let end = place + encoded.count
        // A name that has such a private character itself is taken byte by byte.
        if Self.byte(scalar) == nil {
          text.append(scalar)
        } else {
          text.append(contentsOf: bytes[place..<end].map(Self.standIn))
        }
        place = end
      case .error(let length):
        text.append(contentsOf: bytes[place..<place + length].map(Self.standIn))
        place += length
      case .emptyInput: return String(text)
      }
    }
  }

  private static let standIns: UInt32 = 0x10FE00

  private static func standIn(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(standIns + UInt32(byte)) ?? "\u{FFFD}"
  }

  /// The byte that a private character stands for; none does for a byte of ASCII.
  private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    (standIns + 0x80...standIns + 0xFF).contains(scalar.value) ? UInt8(scalar.value & 0xFF) : nil
  }

  /// Whether `text` stands for bytes that are not UTF-8.
  package static func hasForeignBytes(_ text: some StringProtocol) -> Bool {
    text.unicodeScalars.contains { byte($0) != nil }
  }
}

extension Path {
  package var isEmpty: Bool { bytes.isEmpty }
  package var isAbsolute: Bool { bytes.first == Self.slash }
  /// Whether the path can only be that of a folder.
  package var endsInSlash: Bool { bytes.last == Self.slash }

  /// The last part, without slashes; empty for the root.
  package var name: String { Path(bytes: lastPart).text }

  /// The name without its ending.
  package var stem: String { Path(bytes: nameParts.stem).text }

  /// What follows the last dot of the name; empty where the name only begins with one.
  package var ending: String { Path(bytes: nameParts.ending).text }

  /// The folder that the name lies in, `.` for a name alone.
  package var folder: Path {
    let trimmed = bytes[..<end]
    guard let last = trimmed.lastIndex(of: Self.slash) else { return isAbsolute ? "/" : "." }
    let above = trimmed[..<last]
    let end = above.lastIndex { $0 != Self.slash }.map { $0 + 1 }
    return end.map { Path(bytes: above[..<$0]) } ?? "/"
  }

  /// `name` below this folder; `name` itself where it begins at the root or the folder is empty.
  package static func / (folder: Path, name: Path) -> Path {
    if name.isAbsolute || folder.isEmpty { return name }
    return Path(bytes: folder.bytes + (folder.endsInSlash ? [] : [slash]) + name.bytes)
  }

  package static func / (folder: Path, name: some StringProtocol) -> Path { folder / Path(name) }

  /// The path with `text` at the end of its name.
  package func appending(_ text: String) -> Path { Path(bytes: bytes + Path(text).bytes) }

  /// The path from the root, with `.` and `..` resolved by their names; it need not exist.
  package var absolute: Path {
    let full = isAbsolute ? self : Self.workingFolder / self
    var parts: [ArraySlice<UInt8>] = []
    for part in full.bytes.split(separator: Self.slash) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
    }
    return Path(bytes: [Self.slash] + parts.joined(separator: [Self.slash]))
  }

  /// `~` and `~/…` as shells read them.
  package func expandingHome(_ home: @autoclosure () -> Path) -> Path {
    guard bytes.first == UInt8(ascii: "~"), bytes.count == 1 || bytes[1] == Self.slash else {
      return self
    }
    return Path(bytes: home().bytes + bytes.dropFirst())
  }

  /// What a user typed, where no shell has read it.
  package init(typed text: some StringProtocol) {
    self = Path(text).expandingHome(UserFolders(environment: Invocation.environment).home)
  }

  /// The path as a user would type it, with the home folder as `~`.
  package func abbreviated(_ home: Path) -> Path {
    let below = home.bytes + [Self.slash]
    guard home != "/", self == home || bytes.starts(with: below) else { return self }
    return Path(bytes: "~".utf8) / Path(bytes: bytes.dropFirst(below.count))
  }

  private static let slash = UInt8(ascii: "/")

  /// Where the path ends but for slashes.
  private var end: Int { bytes.lastIndex { $0 != Self.slash }.map { $0 + 1 } ?? 0 }

  private var lastPart: ArraySlice<UInt8> {
    let trimmed = bytes[..<end]
    return trimmed[(trimmed.lastIndex(of: Self.slash).map { $0 + 1 } ?? 0)...]
  }

  private var nameParts: (stem: ArraySlice<UInt8>, ending: ArraySlice<UInt8>) {
    let name = lastPart
    let dot = UInt8(ascii: ".")
    guard let last = name.lastIndex(of: dot), name[..<last].contains(where: { $0 != dot }) else {
      return (name, [])
    }
    return (name[..<last], name[(last + 1)...])
  }

  private static var workingFolder: Path {
    guard let name = unsafe getcwd(nil, 0) else { return "/" }
    defer { unsafe free(name) }
    return unsafe Path(cString: name)
  }
}

extension Path {
  /// The bytes up to the NUL at the end.
  package init(cString: UnsafePointer<CChar>) {
    unsafe self.init(
      bytes: UnsafeRawBufferPointer(start: cString, count: strlen(cString)))
  }

  /// The path as the system takes it, valid inside `body`.
  ///
  /// A NUL would end the name before its end: such a path is handed on as the empty one, which is
  /// nowhere.
  package func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows
    -> Result
  {
    let ended = (bytes.contains(0) ? [] : bytes).map { CChar(bitPattern: $0) } + [0]
    return try unsafe ended.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else {
        preconditionFailure("an array that is not empty has a start")
      }
      return unsafe try body(start)
    }
  }
}

extension Path: CustomStringConvertible, ExpressibleByStringLiteral, Comparable {
  package var description: String { text.printable }

  package init(stringLiteral text: String) { self.init(text) }

  package static func < (first: Path, second: Path) -> Bool {
    first.bytes.lexicographicallyPrecedes(second.bytes)
  }
}

extension Path: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Path {
  /// Whether anything is there, be it behind a link.
  package var exists: Bool { unsafe withCString { unsafe access($0, F_OK) } == 0 }

  /// Whether a symbolic link is there, wherever it leads.
  package var isLink: Bool {
    var status = stat()
    return unsafe withCString { unsafe lstat($0, &status) } == 0
      && status.st_mode & S_IFMT == S_IFLNK
  }
}
