/// The arrows that `docs/architecture.md` allows: its block of code marked `arrows`.
struct ArchitecturePage {
  private(set) var rooms: [String] = []
  private(set) var arrows: Set<House.Arrow> = []

  struct Unreadable: Error, CustomStringConvertible {
    let description: String
  }

  init(_ text: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "```arrows") else {
      throw Unreadable(description: "the page has no block that begins with ```arrows")
    }
    for line in lines[(start + 1)...].prefix(while: { $0 != "```" }) where !line.isEmpty {
      let parts = line.split(separator: "←", omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw Unreadable(description: "'\(line)' is not 'folder ← the folders it uses'")
      }
      let room = parts[0].trimmed
      guard !rooms.contains(room) else {
        throw Unreadable(description: "\(room) has two lines")
      }
      rooms.append(room)
      for used in parts[1].split(separator: ",") where !used.trimmed.isEmpty {
        arrows.insert(House.Arrow(from: room, to: used.trimmed))
      }
    }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
