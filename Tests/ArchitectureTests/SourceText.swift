/// The words of a Swift file without comments and strings; what stands in `\( )` is code and stays.
struct SourceText {
  enum Word: Equatable {
    case name(String)
    case sign(Character)
  }

  private(set) var words: [Word] = []

  init(_ text: String) {
    var scanner = Scanner(text)
    while scanner.rest.first != nil { scanner.code(until: nil, into: &words) }
  }
}

private struct Scanner {
  var rest: Substring

  init(_ text: String) { rest = text[...] }

  /// Reads code up to the bracket that closes `opening`, or to the end.
  mutating func code(until closing: Character?, into words: inout [SourceText.Word]) {
    var depth = 0
    while let next = rest.first {
      if rest.hasPrefix("//") {
        rest = rest.drop { !$0.isNewline }
      } else if rest.hasPrefix("/*") {
        skipComment()
      } else if let quote = quote() {
        string(quote, into: &words)
      } else if next.isLetter || next == "_" {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        words.append(.name(String(name)))
        rest = rest.dropFirst(name.count)
      } else {
        rest.removeFirst()
        if next == closing && depth == 0 { return }
        if next == "(" { depth += 1 }
        if next == ")" { depth -= 1 }
        if !next.isWhitespace { words.append(.sign(next)) }
      }
    }
  }

  private struct Quote {
    let hashes: Int
    let isLong: Bool
    var end: String { (isLong ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes) }
    var interpolation: String { "\\" + String(repeating: "#", count: hashes) + "(" }
    var escape: String { "\\" + String(repeating: "#", count: hashes) }
  }

  private func quote() -> Quote? {
    let hashes = rest.prefix { $0 == "#" }.count
    let behind = rest.dropFirst(hashes)
    guard behind.first == "\"" else { return nil }
    return Quote(hashes: hashes, isLong: behind.hasPrefix("\"\"\""))
  }

  private mutating func string(_ quote: Quote, into words: inout [SourceText.Word]) {
    rest = rest.dropFirst(quote.end.count)
    while !rest.isEmpty {
      if rest.hasPrefix(quote.end) {
        rest = rest.dropFirst(quote.end.count)
        return
      }
      if rest.hasPrefix(quote.interpolation) {
        rest = rest.dropFirst(quote.interpolation.count)
        code(until: ")", into: &words)
      } else if rest.hasPrefix(quote.escape) {
        rest = rest.dropFirst(quote.escape.count + 1)
      } else {
        rest.removeFirst()
      }
    }
  }

  private mutating func skipComment() {
    var depth = 0
    while !rest.isEmpty {
      if rest.hasPrefix("/*") {
        depth += 1
        rest = rest.dropFirst(2)
      } else if rest.hasPrefix("*/") {
        depth -= 1
        rest = rest.dropFirst(2)
        if depth == 0 { return }
      } else {
        rest.removeFirst()
      }
    }
  }
}
