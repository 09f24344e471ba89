import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("What is found of terminal, machine and files")
struct DoctorTests {
  private struct Result: Decodable {
    struct Finding: Decodable {
      let topic: String
      let name: String
      let value: String
      let problem: String?
    }

    let findings: [Finding]
  }

  private func findings(
    in home: String, _ environment: [String: String] = [:]
  ) throws -> [Result.Finding] {
    let ended = try Program(["doctor", "--json"], in: home, environment: environment).wait()
    // Every command says of settings that they are passed over.
    let errors = ended.errors.split(separator: "\n").filter { !$0.contains("config.toml") }
    #expect(ended.status == 0 && errors == [], "\(ended.errors)")
    return try JSONDecoder().decode(Result.self, from: Data(ended.output.utf8)).findings
  }

  @Test("a new user's machine is in order, and nothing is made by looking at it")
  func fresh() throws {
    try TemporaryFolder.withName { home in
      let found = try findings(in: home, ["TERM": "xterm", "LANG": "C.UTF-8"])
      #expect(found.allSatisfy { $0.topic == "machine" || $0.problem == nil }, "\(found)")
      #expect(
        found.contains { $0.name == "toy-scenes" && $0.value.hasPrefix("version 1, 512×512") })
      #expect(
        found.contains { $0.name == "pictures" && $0.value.contains("made when it is needed") })
      #expect(found.contains { $0.name == "answers" && $0.value.hasPrefix("not asked") })
      #expect(try FileManager.default.contentsOfDirectory(atPath: home).isEmpty)
      let words = try Program(
        ["doctor"], in: home, environment: ["TERM": "xterm", "LANG": "C.UTF-8"]
      ).wait()
      #expect(words.output.hasPrefix("Program\n  version"))
      #expect(words.output.contains("\n\nTerminal\n  kind (TERM)"))
    }
  }

  @Test(
    "what is wrong is said with what to do about it",
    arguments: [
      ("no-such-terminal", "kind (TERM)", "drawn as xterm-256color; install ncurses-term"),
      ("dumb", "kind (TERM)", "the explorer does not"),
    ])
  func terminal(type: String, name: String, problem: String) throws {
    try TemporaryFolder.withName { home in
      let found = try findings(in: home, ["TERM": type])
      #expect(found.first { $0.name == name }?.problem?.contains(problem) == true, "\(found)")
    }
  }

  @Test("a test card is refused where nobody can look at it, and where it has nothing to print")
  func cardWithoutTerminal() throws {
    try TemporaryFolder.withName { home in
      let piped = try Program(["doctor", "--card"], in: home, environment: ["TERM": "xterm"]).wait()
      #expect(piped.status == 64 && piped.output == "")
      #expect(piped.errors.contains("no terminal"))
      #expect(try Program.run("doctor", "--card", "--json", in: home).status == 64)
      #expect(try Program.run("doctor", "--only", "sixel", in: home).status == 64)
    }
  }

  @Test(
    "a test card is drawn in the way that is asked for, and by its name",
    arguments: [(FakeTerminal.Kind.kitty, "kitty"), (.inline, "iterm"), (.sixel, "sixel")])
  func card(kind: FakeTerminal.Kind, way: String) throws {
    try TemporaryFolder.withName { home in
      let session = try TerminalSession(kind, ["doctor", "--card", "--only", way], in: home)
      session.wait { _ in session.hasEnded }
      session.settle()
      #expect(session.terminal.sight.lines.contains { $0.hasPrefix("\(way): ") })
      #expect(session.terminal.faults == [] && session.terminal.sight.pictureCells > 100)
    }
  }

  @Test("damaged models, pictures and settings are named with their reasons")
  func damage() throws {
    try TemporaryFolder.withName { home in
      let data = Path(home) / ".local/share/wurst"
      let settings = Path(home) / ".config/wurst"
      for folder in [data / "gallery", data / "models/broken", settings] {
        try Folder.makeAll(folder)
      }
      try AtomicFile.write(Array("no picture".utf8), to: data / "gallery/a.png")
      try AtomicFile.write(Array("{}".utf8), to: data / "models/broken/model.json")
      try AtomicFile.write(Array("theme = [\n".utf8), to: settings / "config.toml")
      try AtomicFile.write(Array("nonsense".utf8), to: data / "models.json")
      let found = try findings(in: home)
      func problem(_ topic: String, _ name: String) -> String? {
        found.first { $0.topic == topic && $0.name == name }?.problem
      }
      #expect(problem("models", "broken")?.contains("model.json") == true)
      #expect(problem("models", "registered")?.contains("models.json") == true)
      #expect(problem("models", "toy-scenes") == nil)
      #expect(problem("gallery", "kept")?.hasPrefix("1 cannot be read") == true)
      #expect(problem("settings", "config.toml")?.contains("line") == true)
    }
  }
}
