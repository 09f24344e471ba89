import Files
import Foundation
import Glibc
import Render
import TestSupport
import Testing
import wurst

/// Runs the program while calls to the system fail; WURST_FAULTS sets how many distances between
/// failures are tried.
@Suite("Failing calls to the system", .serialized, .enabled(if: !isSanitized))
struct FaultTests {
  /// A call, and the errno that it fails with.
  struct Fault: CustomTestStringConvertible, Sendable {
    let call: String
    let code: Int32
    /// Whether the program does its work all the same.
    var isHarmless = false

    var testDescription: String { "\(call): \(FileFailure.reason(code))" }
  }

  private static let faults = [
    Fault(call: "open", code: EMFILE), Fault(call: "open", code: EACCES),
    Fault(call: "read", code: EIO), Fault(call: "write", code: ENOSPC),
    Fault(call: "fsync", code: EIO), Fault(call: "rename", code: EIO),
    Fault(call: "link", code: EIO), Fault(call: "link", code: EPERM, isHarmless: true),
    Fault(call: "mmap", code: ENOMEM), Fault(call: "malloc", code: ENOMEM),
    // File systems that cannot lock.
    Fault(call: "lock", code: ENOLCK, isHarmless: true),
  ]
  /// Calls that a signal came into are made again.
  private static let interruptions = [
    Fault(call: "read", code: EINTR, isHarmless: true),
    Fault(call: "write", code: EINTR, isHarmless: true),
  ]

  private static let distances: [Int] = {
    let wanted = ProcessInfo.processInfo.environment["WURST_FAULTS"].flatMap { Int($0) }
    return wanted.map { Array(1...max(1, $0)) } ?? [1, 3]
  }()

  /// Of sysexits.h, without that for errors of the program itself.
  private static let statuses: Set<Int32> = [0, 65, 66, 69, 73, 74]

  private static let library = (Path(Program.path).folder / "libfaults.so").text

  /// Runs the program with `fault`, and checks how it ends and what it says.
  ///
  /// - Parameter mayWarn: whether a line may come also where all is done.
  /// - Returns: whether it succeeded.
  private func run(
    _ arguments: [String], _ fault: Fault, every distance: Int, in folder: Path,
    mayWarn: Bool = false
  ) throws -> Bool {
    let environment = [
      "LD_PRELOAD": Self.library, "WURST_FAULT": "\(fault.call):\(distance):\(fault.code)",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    let result = try Program(arguments, in: folder.text, environment: environment).wait()
    let story = "\(fault.testDescription), every \(distance): \(result.status) \(result.errors)"
    #expect(Self.statuses.contains(result.status), "\(story)")
    // Settings that cannot be read are said to be passed over, whatever else is done.
    let lines = result.errors.split(separator: "\n").filter { !$0.contains("config.toml") }
    if result.status == 0 {
      #expect(lines.count <= (mayWarn ? 1 : 0), "\(story)")
    } else {
      #expect(lines.last?.hasPrefix("wurst: ") == true, "\(story)")
      #expect(lines.count <= (mayWarn ? 2 : 1), "\(story)")
      #expect(!fault.isHarmless, "\(story)")
    }
    return result.status == 0
  }

  private func names(_ folder: Path) throws -> [String] {
    try Folder.entries(folder).map(\.name).sorted()
  }

  @Test("a picture is whole or not there, and why is said in a line", arguments: faults)
  func drawing(fault: Fault) throws { try draw(fault, Self.distances) }

  @Test("interrupted calls are made again", arguments: interruptions)
  func interrupted(fault: Fault) throws { try draw(fault, Self.distances.map { $0 + 1 }) }

  private func draw(_ fault: Fault, _ distances: [Int]) throws {
    try TemporaryFolder.with { folder in
      for distance in distances {
        for (number, name) in ["a.png", "a.jpg"].enumerated() {
          let place = folder / "\(distance)-\(number)"
          try Folder.make(place)
          let arguments = [
            "generate", "ball", "--size", "32x32", "--steps-c", "1", "--steps-b", "1",
            "--seed", "3", "--quiet", "-o", (place / name).text,
          ]
          let isDone = try run(arguments, fault, every: distance, in: folder)
          // A name can be given in two ways, and nothing but weights need be read.
          let isVital = ["open", "write", "fsync", "mmap", "malloc"].contains(fault.call)
          #expect(!isDone || !isVital || distance > 1, "\(fault.testDescription)")
          let left = try names(place)
          #expect(isDone ? left == [name] : left == [] || left == [name], "\(left)")
          if !left.isEmpty { _ = try ImageReader.read(place / name) }
        }
      }
    }
  }

  @Test("pictures that are read are not called damaged", arguments: faults + interruptions)
  func reading(fault: Fault) throws {
    try TemporaryFolder.with { folder in
      let bitmap = Bitmap(width: 32, height: 32, filledWith: RGB(red: 9, green: 99, blue: 199))
      for distance in Self.distances.map({ fault.code == EINTR ? $0 + 1 : $0 }) {
        for (name, bytes) in [
          ("in.png", try PNGWriter.encode(bitmap, texts: [])),
          ("in.jpg", try JPEGWriter.encode(bitmap, texts: [])),
        ] {
          try AtomicFile.write(bytes, to: folder / name)
          let place = folder / "\(distance)-\(name)"
          try Folder.make(place)
          let arguments = [
            "generate", "ball", "--image", name, "--strength", "0", "--steps-b", "1",
            "--size", "32x32", "--quiet", "-o", (place / "out.png").text,
          ]
          let isDone = try run(arguments, fault, every: distance, in: folder)
          let left = try names(place)
          #expect(isDone ? left == ["out.png"] : left == [] || left == ["out.png"], "\(left)")
          #expect(try [UInt8](Data(contentsOf: URL(filePath: (folder / name).text))) == bytes)
        }
      }
    }
  }

  @Test("the gallery is listed from its pictures, whatever becomes of its index", arguments: faults)
  func gallery(fault: Fault) throws {
    try TemporaryFolder.with { folder in
      let place = folder / ".local/share/wurst/gallery"
      try Folder.makeAll(place)
      let bitmap = Bitmap(width: 8, height: 8, filledWith: RGB(red: 9, green: 99, blue: 199))
      let picture = try PNGWriter.encode(bitmap, texts: [])
      for name in ["a.png", "b.png"] { try AtomicFile.write(picture, to: place / name) }
      for distance in Self.distances {
        for command in ["list", "reindex"] {
          _ = try run(["gallery", command], fault, every: distance, in: folder, mayWarn: true)
          let after = try Program.run("gallery", "list", in: folder.text)
          #expect(after.status == 0 && after.errors == "", "\(after.errors)")
          for name in ["a.png", "b.png"] {
            #expect(after.output.contains(name), "\(after.output)")
            #expect(try [UInt8](Data(contentsOf: URL(filePath: (place / name).text))) == picture)
          }
        }
      }
    }
  }

  @Test("a list of models is the old one or the new one", arguments: faults + interruptions)
  func registry(fault: Fault) throws {
    try TemporaryFolder.with { folder in
      let model = BuiltInModels.path("toy-scenes").text
      #expect(try Program.run("models", "add", "old", model, in: folder.text).status == 0)
      let file = folder / ".local/share/wurst/models.json"
      for distance in Self.distances.map({ fault.code == EINTR ? $0 + 1 : $0 }) {
        let before = try ModelRegistry(file).models.keys.sorted()
        let name = "new-\(distance)"
        let isDone = try run(["models", "add", name, model], fault, every: distance, in: folder)
        let after = try ModelRegistry(file).models.keys.sorted()
        #expect(after == (before + [name]).sorted() || !isDone && after == before)
        #expect(try names(file.folder) == ["models.json", "models.json.lock"])
      }
    }
  }
}
