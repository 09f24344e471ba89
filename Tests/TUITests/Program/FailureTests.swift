import Engine
import Files
import Gallery
import Recipes
import Render
import Terminal
import Testing
import wurst

@Suite("Failures")
struct FailureTests {
  @Test("every kind of error has its exit code")
  func statuses() {
    for (error, status) in [
      (LoadingError.missing(role: "file", path: "x"), Failure.Status.missing),
      (LoadingError.unreadable(path: "x", reason: "r"), .missing),
      (LoadingError.damaged(path: "x", problem: "p"), .damaged),
      (LoadingError.tensorMissing(key: "k", source: "x"), .damaged),
      (LoadingError.badField(field: "f", problem: "p", path: "x"), .damaged),
      (ResourceError.noModel(name: "m", searched: []), .missing),
      (RegistryError.damaged(path: "x", problem: "p"), .damaged),
      (MetadataError.malformed, .damaged),
      (PNGError.file(.missing(path: "x")), .missing),
      (PNGError.damaged(path: "x", reason: "r"), .damaged),
      (ImageError.file(.missing(path: "x")), .missing),
      (JPEGError.damaged(path: "x", reason: "r"), .damaged),
      (ReadError.missing(path: "x"), .missing),
      (ImageError.foreign(path: "x", kind: "a GIF"), .damaged),
      (ImageError.png(.file(.missing(path: "x"))), .missing),
      (WriteError.unwritable(path: "x", reason: "r"), .unwritable),
      (WriteError.storage(path: "x", reason: "r"), .storage),
      (ThemeError.notFound(name: "t", searched: []), .missing),
      (ThemeError.syntax(path: "x", line: 1, reason: "r"), .damaged),
      (ScreenError.notATerminal(stream: "stdout"), .usage),
      (CancellationError(), .interrupted),
    ] as [(any Error, Failure.Status)] {
      #expect(Failure(error).status == status, "\(error)")
      #expect(!Failure(error).message.isEmpty)
    }
  }

  @Test("control characters in a file never reach the terminal")
  func controlCharacters() {
    let error = LoadingError.leftOver(
      keys: ["a\u{1b}]0;evil\u{7}\nb\u{9b}c\u{202e}"], source: "x")
    let message = Failure(error).message
    #expect(!message.contains("\n"))
    for scalar in message.unicodeScalars {
      #expect(scalar.properties.generalCategory != .control)
      #expect(scalar.properties.generalCategory != .format)
    }
  }
}
