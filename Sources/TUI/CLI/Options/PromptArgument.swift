import ArgumentParser
import Files
import Foundation

/// A prompt as the command line has it: the text itself, or `-` for what the standard input holds.
enum PromptArgument {
  static let standardInput = "-"
  private static let longest = 1 << 16

  /// - Throws: `ReadError` when the standard input cannot be read, and `ValidationError` when it holds
  ///   no prompt.
  static func read(_ argument: String) throws -> String {
    guard argument == standardInput else { return argument }
    let bytes = try standardInputBytes()
    guard bytes.count <= longest else {
      throw ValidationError("the prompt in the standard input is longer than 64 kB")
    }
    guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
      throw ValidationError("the standard input is not UTF-8 text")
    }
    let prompt = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !prompt.isEmpty else {
      throw ValidationError("the prompt '-' is read from the standard input, which is empty")
    }
    return prompt
  }

  /// At most one byte more than a prompt may have.
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
