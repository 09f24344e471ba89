import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("Control groups")
struct ControlGroupTests {
  /// The bytes that are free under files of groups and their content, by their paths.
  private func free(_ membership: String, _ files: [String: String]) throws -> Int? {
    try TemporaryFolder.with { root in
      for (path, content) in files {
        let file = URL(filePath: (root / path).text)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data((content + "\n").utf8).write(to: file)
      }
      return ControlGroups(membership: membership, root: root).free
    }
  }

  @Test("of a group and those around it the one with the least left counts, in version 2")
  func second() throws {
    let around = ["a/memory.max": "1000", "a/memory.current": "400"]
    let inside = ["a/b/memory.max": "max", "a/b/memory.current": "300"]
    let all = around.merging(inside) { $1 }
    #expect(try free("0::/a/b", all) == 600)
    #expect(try free("0::/a/b/c", all) == 600, "a group whose files cannot be seen")
    #expect(try free("0::/", all) == nil)
    let tight = all.merging(["a/b/memory.max": "350"]) { $1 }
    #expect(try free("0::/a/b", tight) == 50)
    #expect(try free("0::/a/b", all.merging(["a/b/memory.high": "310"]) { $1 }) == 10)
    let root = ["memory.max": "500", "memory.current": "100"]
    #expect(try free("0::/../elsewhere", root) == 400, "seen from within a container")
  }

  @Test("the same in version 1, next to hierarchies of other things")
  func first() throws {
    let files = [
      "memory/memory.limit_in_bytes": "9223372036854771712", "memory/memory.usage_in_bytes": "5",
      "memory/a/memory.limit_in_bytes": "700", "memory/a/memory.usage_in_bytes": "600",
      "cpu/a/memory.limit_in_bytes": "1", "cpu/a/memory.usage_in_bytes": "0",
    ]
    #expect(try free("9:name=systemd:/x\n4:cpuset,memory:/a/b\n1:cpu:/a\n0::/x", files) == 100)
    #expect(try free("4:memory:/docker/0\n", files) == 9_223_372_036_854_771_707)
    #expect(try free("1:cpu:/a", files) == nil)
  }

  @Test("pages of files count as free, and more use than the limit as nothing")
  func droppable() throws {
    let full = ["a/memory.max": "100", "a/memory.current": "90"]
    let pages = ["a/memory.stat": "anon 50\nfile 44\ninactive_file 30\nactive_file 10"]
    #expect(try free("0::/a", full.merging(pages) { $1 }) == 50)
    #expect(try free("0::/a", ["a/memory.max": "100", "a/memory.current": "120"]) == 0)
    let first = [
      "memory/memory.limit_in_bytes": "100", "memory/memory.usage_in_bytes": "90",
      "memory/memory.stat": "inactive_file 1\ntotal_inactive_file 20\ntotal_active_file 3",
    ]
    #expect(try free("2:memory:/", first) == 33)
    #expect(try free("", first) == nil && free("nonsense\n:\n", first) == nil)
  }
}
