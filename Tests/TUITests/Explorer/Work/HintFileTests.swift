import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("The hints that were told")
struct HintFileTests {
  @Test("hints are kept, and what another version has told stays")
  func keeping() throws {
    try TemporaryFolder.withName { folder in
      let file = HintFile(environment: ["XDG_STATE_HOME": folder])
      #expect(file.load().isEmpty)
      file.save(.keep)
      file.save(.keep)
      try Data("keep\nnewer\n".utf8).write(to: URL(filePath: file.path.text))
      file.save(.help)
      #expect(file.load() == [.keep, .help])
      #expect(try String(contentsOfFile: file.path.text, encoding: .utf8) == "keep\nnewer\nhelp\n")
    }
  }

  @Test("a damaged file is one without hints")
  func damaged() throws {
    try TemporaryFolder.withName { folder in
      let file = HintFile(environment: ["XDG_STATE_HOME": folder])
      try Folder.makeAll(file.path.folder)
      for bytes in [Data([0xFF, 0x00, 0x0A, 0x1B]), Data(count: 1 << 20)] {
        try bytes.write(to: URL(filePath: file.path.text))
        #expect(file.load().isEmpty)
      }
    }
  }
}
