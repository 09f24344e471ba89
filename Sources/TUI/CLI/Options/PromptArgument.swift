import ArgumentParser
import Files
import Foundation

/// A prompt as the command line has it: the text itself, `-` for what the standard input holds,
/// or `@FILE` for what a file does; `\@` is an @ that begins a text.
enum PromptArgument {
  private static let longest = 1 << 16

  /// - Throws: `ReadError` when a file or the standard input cannot be read, and `ValidationError`
  ///   for one that holds no prompt, and for a prompt without words.
  static func read(_ argument: String, _ cancellation: Cancellation) throws -> String {
    if argument == Path.standardStream.text {
      return try prompt(in: standardInputBytes(), of: "the standard input")
    }
    if argument.hasPrefix("@") {
      let path = Path(typed: argument.dropFirst())
      return try prompt(in: bytes(of: path, cancellation), of: path.description)
    }
    guard argument.contains(where: { !$0.isWhitespace }) else {
      throw ValidationError("the prompt is empty: what should the picture show?")
    }
    return argument.hasPrefix("\\@") ? String(argument.dropFirst()) : argument
  }

  private static func prompt(in bytes: [UInt8], of place: String) throws -> String {
    guard bytes.count <= longest else {
      throw ValidationError("the prompt in \(place) is longer than 64 kB")
    }
    guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
      throw ValidationError("\(place) is not UTF-8 text")
    }
    let prompt = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !prompt.isEmpty else {
      throw ValidationError("the prompt is read from \(place), which is empty")
    }
    return prompt
  }

  /// At most one byte more than a prompt may have, as below.
  private static func bytes(of path: Path, _ cancellation: Cancellation) throws -> [UInt8] {
    let copy = try StreamCopy(of: path, cancellation)
    return try withExtendedLifetime(copy) {
      let file = try PlainFile(copy?.path ?? path)
      return try file.read(at: 0, count: min(file.count, longest + 1))
    }
  }

  private static func standardInputBytes() throws(ReadError) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= longest {
      let count = unsafe Glibc.read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw ReadError(path: "the standard input", code: errno) }
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return bytes
  }
}
