/// Pieces of text and choices, one after the other.
struct VariantSequence: Equatable, Sendable {
  indirect enum Piece: Equatable, Sendable {
    case text(String)
    case choice([VariantSequence])
  }

  private(set) var pieces: [Piece] = []
  /// How many texts it stands for; the largest number there is for more than that.
  private(set) var count = 1

  mutating func append(_ text: String) {
    if case .text(let before)? = pieces.last {
      pieces[pieces.count - 1] = .text(before + text)
    } else if !text.isEmpty {
      pieces.append(.text(text))
    }
  }

  mutating func append(choice options: [VariantSequence]) {
    pieces.append(.choice(options))
    let product = count.multipliedReportingOverflow(by: Self.sum(options))
    count = product.overflow ? .max : product.partialValue
  }

  mutating func append(_ other: VariantSequence) {
    for piece in other.pieces {
      switch piece {
      case .text(let text): append(text)
      case .choice(let options): append(choice: options)
      }
    }
  }

  private static func sum(_ options: [VariantSequence]) -> Int {
    options.reduce(0) {
      let sum = $0.addingReportingOverflow($1.count)
      return sum.overflow ? .max : sum.partialValue
    }
  }

  /// Adds text number `index`.
  func write(_ index: Int, to text: inout String) {
    var rest = index
    // The last choice changes first, so the first ones come of what is left over.
    var places: [Int] = []
    for piece in pieces.reversed() {
      guard case .choice(let options) = piece else {
        places.append(0)
        continue
      }
      let count = Self.sum(options)
      places.append(rest % count)
      rest /= count
    }
    for (piece, place) in zip(pieces, places.reversed()) {
      switch piece {
      case .text(let own): text += own
      case .choice(let options):
        var place = place
        for option in options {
          if place < option.count {
            option.write(place, to: &text)
            break
          }
          place -= option.count
        }
      }
    }
  }
}

/// Reads what a prompt stands for.
struct VariantReader {
  private(set) var unknownLists: [String] = []
  private(set) var hasChoices = false
  /// The lists that were read, each once.
  private var lists: [String: [VariantSequence]] = [:]
  /// The lists in which the reader is, the outermost first.
  private var open: [String] = []

  private static let deepest = 20

  mutating func read(
    _ text: String, in line: VariantError.Line?, list: (String) throws -> PromptList?
  ) throws -> VariantSequence {
    let source = VariantSource(text, line)
    if let bad = source.unclosed {
      throw VariantError(
        line, place: bad + 1, "this { has no }; \\{ is a brace that is drawn")
    }
    return try read(source, source.characters.indices, depth: 0, list: list)
  }

  private mutating func read(
    _ source: VariantSource, _ range: Range<Int>, depth: Int, list: (String) throws -> PromptList?
  ) throws -> VariantSequence {
    var sequence = VariantSequence()
    var index = range.lowerBound
    while index < range.upperBound {
      let character = source.characters[index]
      if character == "\\", index + 1 < range.upperBound {
        let next = source.characters[index + 1]
        sequence.append("{|}_".contains(next) ? String(next) : "\\" + String(next))
        index += 2
      } else if character == "{", let group = source.groups[index] {
        sequence.append(try read(group, of: source, at: index, depth: depth, list: list))
        index = group.end + 1
      } else if character == "_", let name = source.listName(at: index, before: range.upperBound) {
        if let lines = try read(list: name, of: source, at: index, list: list) {
          sequence.append(choice: lines)
          hasChoices = true
        } else {
          if !unknownLists.contains(name) { unknownLists.append(name) }
          sequence.append("__\(name)__")
        }
        index += name.count + 4
      } else {
        sequence.append(String(character))
        index += 1
      }
    }
    return sequence
  }

  private mutating func read(
    _ group: VariantSource.Group, of source: VariantSource, at start: Int, depth: Int,
    list: (String) throws -> PromptList?
  ) throws -> VariantSequence {
    guard depth < Self.deepest else {
      throw VariantError(
        source.line, place: start + 1, "braces lie in each other more than \(Self.deepest) deep")
    }
    let edges = [start] + group.bars + [group.end]
    let options = try zip(edges, edges.dropFirst()).map { edge, next in
      try read(source, edge + 1..<next, depth: depth + 1, list: list)
    }
    var sequence = VariantSequence()
    if !group.bars.isEmpty {
      sequence.append(choice: options)
      hasChoices = true
    } else {
      let inside = source.characters[(start + 1)..<group.end]
      let isList =
        options[0].pieces.contains { if case .choice = $0 { true } else { false } }
        && !inside.contains("{")
      if !isList { sequence.append("{") }
      sequence.append(options[0])
      if !isList { sequence.append("}") }
    }
    return sequence
  }

  /// Nil where there is no such list.
  private mutating func read(
    list name: String, of source: VariantSource, at place: Int,
    list find: (String) throws -> PromptList?
  ) throws -> [VariantSequence]? {
    if let known = lists[name] { return known }
    if let first = open.firstIndex(of: name) {
      let way = (open[first...] + [name]).map { "'\($0)'" }.joined(separator: " → ")
      throw VariantError(source.line, place: place + 1, "a list leads back to itself: \(way)")
    }
    guard open.count < Self.deepest else {
      throw VariantError(
        source.line, place: place + 1, "lists lie in each other more than \(Self.deepest) deep")
    }
    guard PromptList.isName(name), let list = try find(name) else { return nil }
    guard !list.lines.isEmpty else {
      throw VariantError(source.line, place: place + 1, "the list '\(name)' is empty")
    }
    open.append(name)
    defer { open.removeLast() }
    let lines = try list.lines.map { line in
      try read(line.text, in: .init(list: name, number: line.number), list: find)
    }
    lists[name] = lines
    return lines
  }
}

/// A text with the braces that belong together.
private struct VariantSource {
  let characters: [Character]
  let line: VariantError.Line?
  /// By the place of the opening brace.
  private(set) var groups: [Int: Group] = [:]
  /// An opening brace with a `|` behind it and no end.
  private(set) var unclosed: Int?

  struct Group {
    let bars: [Int]
    let end: Int
  }

  init(_ text: String, _ line: VariantError.Line?) {
    characters = Array(text)
    self.line = line
    var open: [(place: Int, bars: [Int])] = []
    var index = 0
    while index < characters.count {
      switch characters[index] {
      case "\\": index += 1
      case "{": open.append((index, []))
      case "|": if !open.isEmpty { open[open.count - 1].bars.append(index) }
      case "}":
        if let last = open.popLast() { groups[last.place] = Group(bars: last.bars, end: index) }
      default: break
      }
      index += 1
    }
    unclosed = open.first { !$0.bars.isEmpty }?.place
  }

  /// What stands for a name in `__name__` at `index`, though no list may be called so.
  func listName(at index: Int, before end: Int) -> String? {
    guard index + 4 < end, characters[index + 1] == "_" else { return nil }
    let longest = min(end, index + 4 + PromptList.longestName)
    var place = index + 2
    while place + 1 < longest, !(characters[place] == "_" && characters[place + 1] == "_") {
      place += 1
    }
    guard place + 1 < longest, characters[place] == "_" else { return nil }
    let name = String(characters[(index + 2)..<place])
    let isWord =
      name.first != "_" && name.contains { $0.isLetter || $0.isNumber }
      && !name.contains { $0.isWhitespace || "{|}\\".contains($0) }
    return isWord ? name : nil
  }
}
