import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("What commands print for programs")
struct JSONTests {
  private static func object(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test(
    "everything that is listed or done is one object with a member of its name",
    arguments: [
      ("models", "models"), ("models inspect toy-scenes", "files"), ("theme", "themes"),
      ("theme check", "themes"), ("config", "settings"), ("config check", "problems"),
      ("config keys", "keys"), ("config path", "path"), ("config set theme dusk", "set"),
      ("styles", "styles"), ("styles check", "problems"), ("styles path", "path"),
      ("gallery", "pictures"), ("gallery search ball", "pictures"),
      ("gallery search --names", "searches"), ("gallery folders", "folders"),
      ("gallery add more", "folders"), ("gallery remove some", "folders"),
      ("gallery reindex", "read"),
      ("gallery trash", "pictures"), ("gallery trash empty", "deleted"),
      ("gallery verify", "pictures"), ("doctor", "findings"),
    ])
  func members(arguments: String, member: String) throws {
    try TemporaryFolder.withName { folder in
      for name in ["some", "more"] {
        try FileManager.default.createDirectory(
          atPath: folder + "/" + name, withIntermediateDirectories: true)
      }
      _ = try Program.run("gallery", "add", "some", in: folder)
      let result = try Program(shell: "\"$WURST\" \(arguments) --json", in: folder).wait()
      #expect(result.status == 0, "\(result.errors)")
      #expect(try Self.object(result.output)[member] != nil, "\(result.output)")
    }
  }

  @Test(
    "a command that fails prints its error and its status, and the sentence for people as ever",
    arguments: [
      (["generate", "a", "--model", "none", "--json"], 66), (["generate", "--json"], 64),
      (["--json", "nosuch"], 64), (["gallery", "show", "none.png", "--json"], 66),
      (["theme", "import", "none.yaml", "--json"], 66),
      (["reconstruct", "a.png", "--model", "none", "--json"], 66),
    ])
  func errors(arguments: [String], status: Int) throws {
    let result = try TemporaryFolder.withName { try Program(arguments, in: $0).wait() }
    #expect(result.status == Int32(status))
    let object = try Self.object(result.output)
    #expect(object["status"] as? Int == status)
    let error = try #require(object["error"] as? String)
    #expect(result.errors.contains("wurst: \(error)\n"))
  }

  @Test("a prompt that looks like the option asks for nothing")
  func prompt() throws {
    let result = try TemporaryFolder.withName {
      try Program(["generate", "--model", "none", "--", "--json"], in: $0).wait()
    }
    #expect(result.status == 66 && result.output.isEmpty)
  }

  @Test("of many files each that cannot be read has a line with its error")
  func show() throws {
    try TemporaryFolder.withName { folder in
      try Data("text".utf8).write(to: URL(filePath: folder + "/b.png"))
      let result = try Program.run("show", "--json", "a.png", "b.png", in: folder)
      let lines = try result.output.split(separator: "\n").map { try Self.object(String($0)) }
      #expect(lines.map { $0["file"] as? String } == ["a.png", "b.png"])
      #expect(lines.allSatisfy { ($0["error"] as? String)?.isEmpty == false })
      #expect(result.status == 66)
    }
  }
}
