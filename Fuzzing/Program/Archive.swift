/// Puts a zip archive together as torch does: members stored, their sizes in the directory at the end.
struct Archive {
  private var members: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  mutating func add(_ name: String, _ content: [UInt8]) {
    let letters = Array(name.utf8)
    let size = Self.number(content.count, 4)
    let header = Self.zeros(22) + Self.number(letters.count, 2) + Self.zeros(2) + letters
    directory += Array("PK\u{1}\u{2}".utf8) + Self.zeros(16) + size + size
    directory += Self.number(letters.count, 2) + Self.zeros(12) + Self.number(members.count, 4)
    directory += letters
    members += Array("PK\u{3}\u{4}".utf8) + header + content
    count += 1
  }

  var bytes: [UInt8] {
    let counts = Self.number(count, 2) + Self.number(count, 2)
    let place = Self.number(directory.count, 4) + Self.number(members.count, 4)
    return members + directory + Array("PK\u{5}\u{6}".utf8) + Self.zeros(4) + counts + place
      + Self.zeros(2)
  }

  private static func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(value >> (8 * $0) & 255) }
  }
}
