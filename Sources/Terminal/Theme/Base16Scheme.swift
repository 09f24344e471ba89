/// Sixteen colours of the base16 family, from their file in YAML.
///
/// Of YAML the lines are read that such files are made of: a key, a colon, and a value with quotes or
/// without, in the first column or below `palette:`.
package struct Base16Scheme: Equatable, Sendable {
  package private(set) var name = ""
  package private(set) var author = ""
  /// `base00` to `base0F`.
  package let colours: [Colour]

  package struct Problem: Error, Equatable, CustomStringConvertible {
    /// Counted from 1; nil where something is missing.
    package let line: Int?
    package let reason: String

    package var description: String { (line.map { "line \($0): " } ?? "") + reason }
  }

  package init(_ text: String) throws(Problem) {
    var found: [Int: Colour] = [:]
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() {
      guard let (key, value) = try Self.entry(line, number: index + 1) else { continue }
      switch key {
      case "scheme", "name": name = value
      case "author": author = value
      case "system", "slug", "variant", "description", "palette": break
      case _ where key.hasPrefix("base"):
        let digits = key.dropFirst(4)
        guard digits.count == 2, let place = Int(digits, radix: 16), place < 16 else {
          throw Problem(line: index + 1, reason: "\(key) is none of base00 to base0F")
        }
        guard let colour = Colour(value.hasPrefix("#") ? value : "#" + value) else {
          throw Problem(line: index + 1, reason: "a colour of six digits is wanted")
        }
        found[place] = colour
      default: throw Problem(line: index + 1, reason: "\(key) is no key of a base16 scheme")
      }
    }
    if let missing = (0..<16).first(where: { found[$0] == nil }) {
      throw Problem(
        line: nil, reason: "base0\(String(missing, radix: 16, uppercase: true)) is missing")
    }
    colours = (0..<16).compactMap { found[$0] }
  }

  /// The key and the value of a line; nil for one without.
  private static func entry(
    _ line: Substring, number: Int
  ) throws(Problem) -> (key: String, value: String)? {
    let text = line.drop { $0 == " " || $0 == "\u{FEFF}" }
    if text.isEmpty || text.first == "#" || text.hasPrefix("---") || text.hasPrefix("...") {
      return nil
    }
    guard let colon = text.firstIndex(of: ":") else {
      throw Problem(line: number, reason: "a key with a colon and a value is wanted")
    }
    let key = String(text[..<colon])
    guard key.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }), !key.isEmpty else {
      throw Problem(line: number, reason: "a key of letters and digits is wanted")
    }
    let rest = text[text.index(after: colon)...].drop { $0 == " " }
    if let quote = rest.first, quote == "\"" || quote == "'" {
      guard let end = rest.dropFirst().firstIndex(of: quote) else {
        throw Problem(line: number, reason: "the quote is not closed")
      }
      return (key, String(rest[rest.index(after: rest.startIndex)..<end]))
    }
    // A comment begins behind a space.
    let value = rest.split(separator: " ", omittingEmptySubsequences: true)
      .prefix { !($0.hasPrefix("#") && $0.count != 7) }.joined(separator: " ")
    return (key, value)
  }

  // The places of the 16 in the styling guidelines of base16.

  /// The theme as a file: what words are written in is taken from the scheme as it stands out from
  /// the background, or where nothing does that is meant for it, the plain colour of words.
  package var toml: String {
    let ground = colours[0]
    func ink(_ places: Int..., atLeast ratio: Double = Contrast.ofWords) -> String {
      let best = (places + [5, 6, 7]).map { colours[$0] }.first { colour in
        guard let a = colour.shown(among: 1 << 24), let b = ground.shown(among: 1 << 24) else {
          return false
        }
        return Contrast.ratio(a, b) >= ratio
      }
      return "\"\((best ?? colours[5]).hex)\""
    }
    func bold(_ colour: String) -> String { "{ foreground = \(colour), attributes = [\"bold\"] }" }
    let rows: [(Role, String)] = [
      (.text, "{ foreground = \(ink(5)), background = \"\(ground.hex)\" }"),
      (.muted, ink(3, 4)), (.title, bold(ink(6))),
      (.border, ink(2, 3, 4, atLeast: Contrast.ofLines)),
      (.focusedBorder, ink(0xD, atLeast: Contrast.ofLines)), (.selection, bold(ink(0xA))),
      (.key, ink(0xD)), (.tab, ink(3, 4)), (.activeTab, bold(ink(0xA))), (.prompt, ink(6)),
      (.placeholder, "{ foreground = \(ink(3, 4)), attributes = [\"italic\"] }"),
      (.value, ink(5)), (.textStage, ink(0xD)), (.stageC, ink(0xE)), (.stageB, ink(0xC)),
      (.stageA, ink(0xB)), (.track, ink(2, 3, 4, atLeast: Contrast.ofLines)),
      (.success, ink(0xB)), (.notice, ink(9)), (.error, bold(ink(8))), (.picture, ink(5)),
    ]
    let by = author.isEmpty ? "" : ", by \(author)"
    let title = "\(name.isEmpty ? "A scheme" : name)\(by)".filter { !$0.isNewline }
    let head = String(String.UnicodeScalarView(title.unicodeScalars.filter { !$0.isControl }))
    return "# \(head); made from base16.\n\n[roles]\n"
      + rows.map { "\"\($0.rawValue)\" = \($1)\n" }.joined()
  }
}

extension Colour {
  /// As a file has it.
  package var hex: String {
    switch self {
    case .standard: return "default"
    case .named(let number): return Self.names[number]
    case .rgb(let red, let green, let blue):
      return "#"
        + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }
}
