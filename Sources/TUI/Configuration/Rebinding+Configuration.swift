import Terminal

extension Rebinding {
  /// The table of the file that holds one table for each place.
  package static let table = "keys"

  package struct Problem: Error {
    package let reason: String
  }

  /// Reads `keys.gallery.d = "gallery.discard"`; `"none"` takes a key away.
  init(_ name: String, _ value: ConfigurationValue?) throws(Problem) {
    let parts = name.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let places = Places.named.first(where: { $0.key == parts[1] })?.value
    else {
      let places = Places.named.map(\.key).joined(separator: ", ")
      throw Problem(reason: "keys stand in one of the tables keys.NAME, of \(places)")
    }
    guard let key = Key(named: String(parts[2])) else {
      throw Problem(reason: "there is no such key; write it as G, Ctrl-G, Alt-G, F5, PgUp or Space")
    }
    guard case .text(let text) = value else { throw Problem(reason: Self.wanted) }
    if text == "none" {
      self.init(key, in: places, nil)
    } else if let command = Command(named: text) {
      self.init(key, in: places, command)
    } else {
      throw Problem(reason: "\"\(text)\" is no command; \(Self.wanted)")
    }
  }

  private static let wanted =
    "the name of a command is wanted, as 'wurst config keys' lists them, or \"none\""
}
