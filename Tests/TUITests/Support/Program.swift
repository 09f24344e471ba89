import Files
import Foundation
import wurst

/// The built program, run as a user runs it.
struct Program {
  let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Beside the tests.
  static let path = (Installation.runningExecutable.folder / "wurst").text

  /// Starts `wurst` in `folder`, which also is its home.
  ///
  /// - Parameter addresses: what `ulimit -v` allows, in kB.
  init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    addresses: Int? = nil
  ) throws {
    if let addresses {
      let script = "ulimit -v \(addresses) && exec \"$0\" \"$@\""
      try self.init(
        URL(filePath: "/bin/sh"), ["-c", script, Self.path] + arguments, in: folder, environment)
    } else {
      try self.init(URL(filePath: Self.path), arguments, in: folder, environment)
    }
  }

  /// Starts a shell that runs `script`, in which `$WURST` is the program.
  init(shell script: String, of shell: String = "sh", in folder: String) throws {
    try self.init(URL(filePath: "/bin/\(shell)"), ["-c", script], in: folder, [:])
  }

  private init(
    _ executable: URL, _ arguments: [String], in folder: String, _ environment: [String: String]
  ) throws {
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.environment = [
      "HOME": folder, "PATH": "/usr/bin:/bin", "WURST": Self.path,
    ].merging(Self.sanitizers) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
  }

  /// How sanitizers are set, which are in the program as they are in the tests, with what explains the code
  /// to them.
  private static let sanitizers = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LD_PRELOAD"].contains($0.key)
  }

  func wait() throws -> Result {
    let written = try output.fileHandleForReading.readToEnd() ?? Data()
    let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return Result(
      status: isSignal ? -process.terminationStatus : process.terminationStatus,
      output: String(decoding: written, as: UTF8.self),
      errors: String(decoding: complaints, as: UTF8.self))
  }

  static func run(_ arguments: String..., in folder: String) throws -> Result {
    try Program(arguments, in: folder).wait()
  }
}
