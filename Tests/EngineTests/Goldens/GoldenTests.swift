import Files
import Foundation
import TestSupport
import Testing

@Suite("Parity with the reference")
struct GoldenTests {
  @Test(
    "a recorded case is reproduced, with one and with two threads", arguments: GoldenFolder.all)
  func parity(_ folder: GoldenFolder) throws {
    let golden = try GoldenCase(folder.url)
    let excuse = GoldenRunner.excuse(golden)
    // An excused case that passes is an issue of its own: its excuse is to be struck off.
    try withKnownIssue("not run: \(excuse ?? "")") {
      for problem in try GoldenRunner.problems(golden) { Issue.record("\(problem)") }
    } when: {
      excuse != nil
    }
  }

  @Test("every folder that is searched holds cases", arguments: GoldenFolder.searched)
  func searched(_ folder: URL) {
    #expect(!GoldenFolder.cases(in: folder).isEmpty, "\(folder.path)")
  }

  @Test("every kind that is run has a case that comes along, but for what is not ours to ship")
  func covered() throws {
    let kinds = try GoldenFolder.cases(in: GoldenFolder.own).map { try GoldenCase($0.url).kind }
    let wanted = Set(GoldenRunner.kinds.keys).subtracting(GoldenRunner.requirements.keys)
    #expect(Set(kinds) == wanted)
  }

  @Test("a kind is run or excused and never both, and what needs a file is run where it is")
  func exceptions() {
    let kinds = Set(GoldenRunner.kinds.keys)
    #expect(kinds.isDisjoint(with: GoldenRunner.exceptions.keys))
    #expect(kinds.isSuperset(of: GoldenRunner.requirements.keys))
  }

  /// Copies the case of a block and lets `change` alter it.
  private func problems(_ change: (_ folder: URL) throws -> Void) throws -> [String] {
    try TemporaryFolder.with { folder in
      let copy = URL(filePath: (folder / "copy").text)
      try FileManager.default.copyItem(
        at: GoldenFolder.own.appending(path: "v1/resblock"), to: copy)
      try change(copy)
      return try GoldenRunner.problems(GoldenCase(copy))
    }
  }

  @Test("a case in which one recorded number was changed fails, and names the element")
  func changedCase() throws {
    #expect(try problems { _ in }.isEmpty)
    let problems = try problems { folder in
      let path = folder.appending(path: "io.safetensors")
      var data = try Data(contentsOf: path)
      // The last tensor of the file is `out.y`; another exponent bit makes it plainly different.
      data[data.count - 1] ^= 0x02
      try data.write(to: path)
    }
    #expect(problems.count == 2 && problems.allSatisfy { $0.contains("y: worst element") })
  }

  @Test("a case of a kind that nothing runs fails")
  func strangeKind() throws {
    let problems = try problems { folder in
      let path = folder.appending(path: "case.json").path
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try TestFiles.write(text.replacing(#""resblock""#, with: #""resblok""#), to: Path(path))
    }
    #expect(problems == ["nothing runs the kind 'resblok'"])
  }

  @Test("a case of a known kind without anything to compare fails")
  func emptyCase() throws {
    let golden = try GoldenCase(GoldenFolder.own.appending(path: "v1/resblock"))
    #expect(GoldenComparison(golden).verdict().contains("nothing was compared"))
  }
}
