import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("The list of registered models")
struct RegistryTests {
  private static let toy = BuiltInModels.path("toy-scenes").text

  private static func registry(_ content: String, in folder: String) throws -> String {
    let data = folder + "/.local/share/wurst"
    try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
    try Data(content.utf8).write(to: URL(filePath: data + "/models.json"))
    return data
  }

  private static func names(_ path: String) throws -> [String] {
    try ModelRegistry(Path(path)).models.keys.sorted()
  }

  @Test("models that are registered at once are all registered")
  func concurrent() throws {
    try TemporaryFolder.withName { folder in
      let names = (1...6).map { "m\($0)" }
      let programs = try names.map { try Program(["models", "add", $0, Self.toy], in: folder) }
      for program in programs { #expect(try program.wait().status == 0) }
      #expect(try Self.names(folder + "/.local/share/wurst/models.json") == names)
    }
  }

  @Test("changes keep what others have changed meanwhile, and one that fails changes nothing")
  func merging() throws {
    try TemporaryFolder.withName { folder in
      let path = folder + "/deep/models.json"
      DispatchQueue.concurrentPerform(iterations: 20) { number in
        _ = try? ModelRegistry.change(Path(path)) { $0.add("m\(number)", .init(paths: ["/m"])) }
      }
      let names = try Self.names(path)
      #expect(names.count == 20)
      #expect(throws: CancellationError.self) {
        try ModelRegistry.change(Path(path)) { registry in
          registry.remove("m1")
          throw CancellationError()
        }
      }
      #expect(try Self.names(path) == names)
    }
  }

  private static let damaged = [
    "", "{", "[]", #"{"schema":1}"#, #"{"schema":1,"models":{"a":{"paths":[]}}}"#,
    #"{"schema":1,"models":{"a":{"paths":["relative"]}}}"#,
    #"{"schema":1,"models":{"a/b":{"paths":["/x"]}}}"#,
  ]

  @Test("a damaged list is in the way of no other model, and is kept when a new one is begun")
  func damaged() throws {
    for content in Self.damaged {
      try TemporaryFolder.withName { folder in
        let data = try Self.registry(content, in: folder)
        let listed = try Program.run("models", in: folder)
        #expect(listed.status == 65 && listed.errors.contains("models.json"), "\(content)")
        #expect(listed.output.contains(/toy-scenes +1 +512/))
        #expect(try Program.run("models", "inspect", "toy-scenes", in: folder).status == 0)
        for arguments in [["models", "inspect", "a"], ["models", "remove", "a"]] {
          let result = try Program(arguments, in: folder).wait()
          #expect(result.status == 65 && result.errors.contains("models.json"), "\(content)")
        }
        #expect(try String(contentsOfFile: data + "/models.json", encoding: .utf8) == content)

        let added = try Program.run("models", "add", "mine", Self.toy, in: folder)
        #expect(added.status == 0 && added.errors.split(separator: "\n").count == 1)
        let kept = try FileManager.default.contentsOfDirectory(atPath: data)
          .filter { $0.hasPrefix("models.json.damaged-") }
        #expect(kept.count == 1 && added.errors.contains(kept.first ?? "?"))
        for name in kept {
          #expect(try String(contentsOfFile: data + "/" + name, encoding: .utf8) == content)
        }
        #expect(try Program.run("models", in: folder).output.contains(/mine +1 +512/))
      }
    }
  }

  @Test("every damaged list is kept")
  func damagedTwice() throws {
    try TemporaryFolder.withName { folder in
      let path = folder + "/models.json"
      var kept: Set<String> = []
      for number in 1...3 {
        try Data("damaged \(number)".utf8).write(to: URL(filePath: path))
        let aside = try ModelRegistry.change(Path(path)) { $0.add("m", .init(paths: ["/m"])) }
        kept.insert(try String(contentsOfFile: try #require(aside).text, encoding: .utf8))
      }
      #expect(kept == ["damaged 1", "damaged 2", "damaged 3"])
      #expect(try Self.names(path) == ["m"])
    }
  }

  @Test("the list of a newer program, and what is no file, are left as they are")
  func untouched() throws {
    try TemporaryFolder.withName { folder in
      let newer = #"{"schema":2,"models":[]}"#
      let path = try Self.registry(newer, in: folder) + "/models.json"
      let refused = try Program.run("models", "add", "mine", Self.toy, in: folder)
      #expect(refused.status == 65 && refused.errors.contains("schema 2"))
      #expect(try String(contentsOfFile: path, encoding: .utf8) == newer)
      try FileManager.default.removeItem(atPath: path)
      _ = unsafe mkfifo(path, 0o600)
      let pipe = try Program.run("models", "add", "mine", Self.toy, in: folder)
      #expect(pipe.status == 65 && pipe.errors.contains("not a plain file"))
      #expect(try Program.run("models", in: folder).output.contains("toy-scenes"))
    }
  }

  @Test("what was registered thousands of times is read once")
  func many() throws {
    try TemporaryFolder.withName { folder in
      let entries = (1...3000).map { "\"n\($0)\":{\"paths\":[\"\(Self.toy)\"]}" }
      _ = try Self.registry(
        "{\"schema\":1,\"models\":{\(entries.joined(separator: ","))}}", in: folder)
      let listed = try Program.run("models", in: folder)
      #expect(listed.status == 0)
      #expect(listed.output.split(separator: "\n").count == 3002)
      #expect(listed.output.contains(/n3000 +1 +512×512 +mult/))
    }
  }
}
