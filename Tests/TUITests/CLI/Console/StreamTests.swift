import Foundation
import TestSupport
import Testing
import wurst

@Suite("The standard streams of the commands")
struct StreamTests {
  private static let draw =
    "generate 'a ball' --size 128x128 --steps-c 1 --steps-b 1 --seed 1 -o a.png"

  @Test(
    "what cannot be printed is an error of storage, in one line",
    arguments: [
      "--help", "--version", "help generate", "--generate-completion-script bash", "models",
      "models inspect toy-scenes", draw, draw + " --json",
    ], ["> /dev/full", ">&-"])
  func fullDisk(arguments: String, output: String) throws {
    let result = try TemporaryFolder.withName {
      try Program(shell: "\"$WURST\" \(arguments) \(output)", in: $0).wait()
    }
    #expect(result.status == 74)
    let complaint = result.errors.split(separator: "\n").last ?? ""
    #expect(complaint.hasPrefix("wurst: writing the standard output failed: "))
  }

  @Test("a file that reaches the largest allowed size is an error of storage")
  func fileSize() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(
        shell: "ulimit -f 1; \"$WURST\" \(Self.draw) > out", in: folder
      ).wait()
      #expect(result.status == 74 && result.errors.contains("a.png"), "\(result.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out"])
    }
  }

  @Test("nothing is said where nobody reads")
  func readerGone() throws {
    let result = try TemporaryFolder.withName {
      try Program(
        shell: "set -o pipefail; { sleep 0.2; \"$WURST\" --help; } | true", of: "bash", in: $0
      ).wait()
    }
    #expect(result.status == 141 && result.errors.isEmpty)
  }

  @Test("a closed standard error is no reason to write its lines into a picture")
  func closedErrors() throws {
    try TemporaryFolder.withName { folder in
      let result = try Program(shell: "\"$WURST\" \(Self.draw) 2>&-", in: folder).wait()
      #expect(result.status == 0 && result.output == "a.png\n")
    }
  }
}
