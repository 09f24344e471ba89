/// A prompt that may stand for several.
///
/// `{red|blue}` is one after the other, `__name__` each line of a list; both nest. `\{`, `\|`, `\}` and
/// `\_` are the characters themselves. Braces without `|` and without a list in them, names of lists
/// that there are not, and everything else is as it is written.
package struct PromptVariants: Equatable, Sendable {
  /// The most prompts that one may stand for.
  package static let most = 1000

  package let text: String
  private let whole: VariantSequence
  /// The names of lists that there are not, in order, each once.
  package let unknownLists: [String]
  /// Whether there is anything to choose.
  package let hasChoices: Bool

  /// - Parameter list: the lines of a list; nil where there is none of that name.
  /// - Throws: `VariantError`, and what `list` throws.
  package init(_ text: String, list: (String) throws -> PromptList?) throws {
    self.text = text
    var reader = VariantReader()
    whole = try reader.read(text, in: nil, list: list)
    unknownLists = reader.unknownLists
    hasChoices = reader.hasChoices
    if whole.count > Self.most {
      let count =
        whole.count == .max ? "more pictures than can be counted" : "\(whole.count) pictures"
      throw VariantError(place: nil, "it stands for \(count); \(Self.most) are the most")
    }
  }

  /// How many prompts it stands for, 1…`most`.
  package var count: Int { whole.count }

  /// A prompt that it stands for; of several choices the last one changes first.
  package subscript(index: Int) -> String {
    precondition(0..<count ~= index, "\(index) is none of \(count) variants")
    var text = ""
    whole.write(index, to: &text)
    return text
  }

  package var all: [String] { (0..<count).map { self[$0] } }

  /// Whether a prompt can be anything but itself.
  package static func isPossible(_ text: String) -> Bool {
    text.contains("|") || text.contains("__") || text.contains("\\{") || text.contains("\\}")
      || text.contains("\\_")
  }

  /// `text` without the marks of what is not to be chosen from; itself where there is a choice in it.
  package static func plain(_ text: String) -> String {
    guard isPossible(text), let variants = try? PromptVariants(text, list: { _ in nil }) else {
      return text
    }
    return variants.hasChoices ? text : variants[0]
  }

  /// A text that stands for `text` alone.
  package static func literal(_ text: String) -> String {
    guard isPossible(text) else { return text }
    let read = try? PromptVariants(text) { _ in nil }
    if let read, !read.hasChoices, read.unknownLists.isEmpty, read[0] == text { return text }
    var literal = ""
    var isEscaped = false
    for character in text {
      // A pair of backslashes is one for the reader of weights.
      if !isEscaped, "{|}_".contains(character) { literal.append("\\") }
      literal.append(character)
      isEscaped = character == "\\" && !isEscaped
    }
    return literal
  }
}

/// The lines that `__name__` stands for.
package struct PromptList: Equatable, Sendable {
  package let name: String
  /// With their numbers in the file, from 1.
  package let lines: [Line]

  package struct Line: Equatable, Sendable {
    package let number: Int
    package let text: String

    package init(number: Int, text: String) {
      self.number = number
      self.text = text
    }
  }

  package init(name: String, lines: [Line]) {
    self.name = name
    self.lines = lines
  }

  /// The most characters of a name.
  package static let longestName = 64

  /// Whether a list can be called so: letters, digits, hyphens and single underscores of ASCII, with
  /// a `/` behind each folder.
  package static func isName(_ name: some StringProtocol) -> Bool {
    name.utf8.count <= longestName
      && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { isPlain($0) }
  }

  /// Why `__name__` is drawn as it is written, as a sentence.
  ///
  /// - Parameter list: what the list would be called.
  package static func notice(ofUnknown name: String, list: String) -> String {
    let reason =
      isName(name)
      ? "There is no list \(list)"
      : "A list has a name of letters, digits, -, _ and /, such as '__colour__'"
    return "\(reason): __\(name)__ is drawn as it is written"
  }

  private static func isPlain(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && !name.hasPrefix("_") && !name.hasSuffix("_")
      && !name.contains("__")
      && name.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }
}

/// What of a prompt, or of a list, cannot be read as variants.
package struct VariantError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The line of a list; nil in the prompt itself.
  package struct Line: Equatable, Sendable {
    package let list: String
    package let number: Int
  }

  package let line: Line?
  /// The character, from 1; nil where the whole is meant.
  package let place: Int?
  package let reason: String

  package init(_ line: Line? = nil, place: Int?, _ reason: String) {
    self.line = line
    self.place = place
    self.reason = reason
  }

  package var description: String {
    let character = place.map { "character \($0) of " } ?? ""
    let source =
      line.map { "\(character)line \($0.number) of the list '\($0.list)'" }
      ?? "\(character)the prompt"
    return "\(source): \(reason)"
  }
}
