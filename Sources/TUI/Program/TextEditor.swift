package import Files
import Foundation
package import Terminal

/// The editor that the user has set, in which texts and files are changed.
package struct TextEditor: Sendable {
  /// The program and its arguments.
  package let words: [String]

  /// That of `config.toml`, of `$VISUAL`, or of `$EDITOR`.
  ///
  /// - Parameters:
  ///   - own: what `config.toml` has.
  ///   - usual: what is taken where none is set.
  /// - Throws: `Failure` where there is none, or what is set is no command.
  package init(
    _ own: String? = nil, environment: [String: String], usual: String? = nil
  ) throws(Failure) {
    let places = [
      ("editor", own), ("$VISUAL", environment["VISUAL"]), ("$EDITOR", environment["EDITOR"]),
    ]
    let set = places.lazy.compactMap { name, value -> (name: String, value: String)? in
      guard let value, value.contains(where: { !$0.isWhitespace }) else { return nil }
      return (name, value)
    }.first
    guard let command = set?.value ?? usual else {
      throw Failure("no editor is set; set $VISUAL, $EDITOR or 'editor' in config.toml", .missing)
    }
    guard let words = Self.words(of: command), !words.isEmpty else {
      throw Failure(
        "\(set?.name ?? "the editor") is '\(command)', where a quote is not closed", .usage)
    }
    self.words = words
  }

  /// The words of a command: spaces part them; quotes and backslashes hold them together.
  ///
  /// Nothing else has a meaning, and no shell reads it. Nil where a quote is not closed.
  package static func words(of command: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in command {
      if isEscaped {
        // Between double quotes a backslash is one but before what would end them.
        if quote == "\"", character != "\"", character != "\\" { word = (word ?? "") + "\\" }
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "'" || character == "\"" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    guard quote == nil, !isEscaped else { return nil }
    return words + (word.map { [$0] } ?? [])
  }

  /// Waits while the user edits a file.
  package func edit(_ path: Path) throws(Failure) { try check(status: open(path).wait()) }

  /// Starts the editor on a file.
  package func open(_ path: Path) throws(Failure) -> ForegroundProgram {
    do throws(ScreenError) {
      return try ForegroundProgram(words + [path.text])
    } catch {
      guard case .system(_, let code) = error else { throw Failure("\(error)", .missing) }
      let reason = unsafe String(cString: strerror(code))
      throw Failure("the editor '\(words[0])' cannot be started: \(reason)", .missing)
    }
  }

  /// - Throws: `Failure` where the editor did not end well.
  package func check(status: Int32) throws(Failure) {
    guard status != 0 else { return }
    throw Failure(
      status > 128
        ? "the editor '\(words[0])' was ended by signal \(status - 128)"
        : "the editor '\(words[0])' ended with status \(status)", .missing)
  }
}

/// A text in a file of its own that nobody else can read, for as long as it is edited.
package struct EditedFile: Sendable {
  private let folder: Path
  package let path: Path

  private static let largest = 1 << 20

  package init(_ text: String) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "wurst-XXXXXX").path()
    var name = Array(place.utf8CString)
    guard unsafe mkdtemp(&name) != nil else {
      throw WriteError(path: Path(place), code: errno)
    }
    folder = unsafe Path(cString: name)
    path = folder / "prompt.txt"
    try AtomicFile.write(Array((text + "\n").utf8), to: path)
  }

  /// What the file holds by now, without the line break at its end.
  package func text() throws -> String {
    let bytes = try PlainFile.contents(path, atMost: Self.largest)
    guard var text = String(validating: bytes, as: UTF8.self) else {
      throw Failure("what the editor wrote is not UTF-8 text", .damaged)
    }
    while text.last?.isNewline ?? false { text.removeLast() }
    return text
  }

  /// Deletes the file, and whatever the editor left beside it.
  package func remove() { try? FileManager.default.removeItem(atPath: folder.text) }
}
