import Files
import Foundation
import TestSupport
import Testing
import wurst

@Suite("Stopping a command")
struct InterruptionTests {
  private static let long = ["generate", "ball", "--steps-c", "1000"]

  /// Starts the program, and waits until it has a handler for `signal`.
  private static func start(
    _ arguments: [String], in folder: String, until signal: Int32
  ) throws -> Program {
    let program = try Program(arguments, in: folder)
    while try mask("SigCgt", of: program.process.processIdentifier) & bit(signal) == 0 {
      usleep(1000)
    }
    return program
  }

  private static func bit(_ signal: Int32) -> UInt64 { 1 << UInt64(signal - 1) }

  /// A set of signals as bits, from Linux's process table.
  private static func mask(_ name: String, of process: Int32) throws -> UInt64 {
    let text = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + ":") })
    return UInt64(line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces), radix: 16)
      ?? 0
  }

  @Test(
    "signals end the run with their code and leave nothing",
    arguments: [
      (SIGHUP, 129), (SIGINT, 130), (SIGTERM, 143), (SIGQUIT, -SIGQUIT), (SIGUSR1, -SIGUSR1),
      (SIGALRM, -SIGALRM), (SIGXCPU, -SIGXCPU),
    ] as [(Int32, Int32)])
  func interruption(signal: Int32, status: Int32) throws {
    try TemporaryFolder.withName { folder in
      let program = try Self.start(Self.long, in: folder, until: signal)
      kill(program.process.processIdentifier, signal)
      let result = try program.wait()
      #expect(result.status == status)
      #expect(result.errors.hasSuffix("wurst: stopped\n"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
  }

  @Test("a run of several pictures that is stopped reports those that it has drawn")
  func report() throws {
    struct Report: Decodable { let files: [String] }
    try TemporaryFolder.withName { folder in
      let prompts = (0..<900).map { "\($0)" }.joined(separator: "|")
      let program = try Self.start(
        [
          "generate", "{\(prompts)}", "--json", "--steps-c", "1", "--steps-b", "1", "--size",
          "64x64",
          "-o", "a.png",
        ], in: folder, until: SIGINT)
      while !FileManager.default.fileExists(atPath: folder + "/a-002.png") { usleep(1000) }
      kill(program.process.processIdentifier, SIGINT)
      let result = try program.wait()
      #expect(result.status == 130 && result.errors.hasSuffix("wurst: stopped\n"))
      let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(report.files == files.sorted() && files.count >= 2)
    }
  }

  @Test("what waits for a pipe that says nothing is stopped as well")
  func pipe() throws {
    try TemporaryFolder.withName { folder in
      let path = folder + "/pipe.png"
      #expect(unsafe mkfifo(path, 0o600) == 0)
      // Whoever might write into it.
      let writer = unsafe open(path, O_RDWR)
      defer { close(writer) }
      let program = try Self.start(["reconstruct", path], in: folder, until: SIGINT)
      usleep(300_000)
      kill(program.process.processIdentifier, SIGINT)
      let result = try program.wait()
      #expect(result.status == 130 && result.errors.hasSuffix("wurst: stopped\n"))
    }
  }

  @Test(
    "signals that were ignored at the start stay so", arguments: ["INT", "TERM", "HUP", "USR1"])
  func ignored(name: String) throws {
    let result = try TemporaryFolder.withName {
      try Program(
        shell: """
          trap '' \(name)
          "$WURST" generate ball --size 128x128 --steps-c 200 --steps-b 1 --seed 1 --quiet -o a.png &
          sleep 0.5; kill -\(name) $!; wait $!; echo $?; ls
          """, in: $0
      ).wait()
    }
    #expect(result.output == "0\na.png\n")
  }
}
