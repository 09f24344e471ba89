import Files
import Foundation
import TestSupport
import Testing

@Suite("Mapped files")
struct MappedFileTests {
  @Test("a file that is cut short while it is mapped ends the process with its name and 65")
  func cutShort() async throws {
    let result = await #expect(
      processExitsWith: .exitCode(65), observing: [\.standardErrorContent]
    ) {
      MappedFile.endWhenCutShort()
      try TemporaryFolder.with { folder in
        let path = folder / "a\u{1B}weights"
        try Data(repeating: 1, count: 1 << 20).write(to: URL(filePath: path.text))
        let file = try MappedFile(path)
        #expect(unsafe truncate(path.text, 4096) == 0)
        _ = file.number(UInt8.self, at: 1 << 19)
      }
    }
    let errors = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(errors.contains(/wurst: .*\/a�weights was cut short[^\n]*\n/), "\(errors)")
  }

  @Test("a mapping that is gone answers for nothing")
  func otherFaults() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      signal(SIGBUS, SIG_DFL)
      MappedFile.endWhenCutShort()
      raise(SIGBUS)
    }
  }
}
