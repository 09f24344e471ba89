import Engine
import Files
import Foundation
import Glibc
import TestSupport
import Testing

/// Has readers read damaged files, the same ones on every run.
struct DamagedFiles {
  private var mutations: Mutations
  private var random: SeededNumbers
  private(set) var refused = 0
  private(set) var taken = 0
  private var slowest = Duration.zero

  init(seed: UInt64) {
    mutations = Mutations(seed: seed)
    random = SeededNumbers(seed)
  }

  /// Calls `body` with a folder that is removed afterwards, in memory where the system allows.
  static func withFolder<Result>(_ body: (Path) throws -> Result) throws -> Result {
    guard unsafe access("/dev/shm", W_OK) == 0 else { return try TemporaryFolder.with(body) }
    let folder = Path("/dev/shm") / "wurst-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder.text, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder.text) }
    return try body(folder)
  }

  /// Damages one of `files` at a time and calls `read`, which refuses it or reads it all.
  ///
  /// - Parameter hot: the bytes of each file that most of the damage goes to.
  mutating func run(
    _ files: [(path: Path, hot: Range<Int>?)], _ name: String, read: () throws -> Void
  ) throws {
    let sound = try files.map { [UInt8](try Data(contentsOf: URL(filePath: $0.path.text))) }
    let memory = PeakMemory()
    for round in 0..<Mutations.rounds {
      let (path, hot) = files[round % files.count]
      let original = sound[round % files.count]
      let damaged = damage(original, hot)
      try Data(damaged).write(to: URL(filePath: path.text))
      let start = ContinuousClock.now
      do {
        try read()
        taken += 1
      } catch is LoadingError {
        refused += 1
      }
      slowest = max(slowest, ContinuousClock.now - start)
      try Data(original).write(to: URL(filePath: path.text))
    }
    if PeakMemory.isAlone {
      let grown = memory.growth
      print("\(name): \(refused) refused, \(taken) read, slowest \(slowest), \(grown >> 10) KB")
      // A reader may hold the largest file; 64 MB is less than any lie about a size would ask for. A
      // second is a thousand times what a sound file takes.
      #expect(grown < 64 << 20 + (sound.map(\.count).max() ?? 0))
      #expect(slowest < .seconds(1))
    }
  }

  /// Damages a part of the file as disks do, or makes a number in it lie.
  private mutating func damage(_ bytes: [UInt8], _ hot: Range<Int>?) -> [UInt8] {
    let isHot = Int.random(in: 0..<4, using: &random) > 0
    let range = isHot ? hot ?? 0..<bytes.count : 0..<bytes.count
    var bytes = bytes
    if Bool.random(using: &random) {
      bytes.replaceSubrange(range, with: mutations.damaged(Array(bytes[range])))
      return bytes
    }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: range, using: &random)
      if Bool.random(using: &random) {
        lie(&bytes, place)
      } else {
        bytes[place] = Array("0123456789-[]{},:\".eE/".utf8).randomElement(using: &random) ?? 0
      }
    }
    return bytes
  }

  /// Puts a size there that somebody might believe.
  private mutating func lie(_ bytes: inout [UInt8], _ place: Int) {
    let sizes: [UInt64] = [
      0, 1, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff, 1 << 62, .max, UInt64(bytes.count),
      UInt64.random(in: 0...100_000, using: &random),
    ]
    let size = sizes.randomElement(using: &random) ?? 0
    let width = [1, 2, 4, 8].randomElement(using: &random) ?? 1
    for index in 0..<width where place + index < bytes.count {
      bytes[place + index] = UInt8(truncatingIfNeeded: size >> UInt64(8 * index))
    }
  }

  /// Reads every tensor of `source` as what it is, and checks that its elements fit its shape.
  static func readAll(_ source: some TensorSource) throws {
    for key in source.keys {
      let shape = try #require(source.shape(of: key))
      let type = try #require(source.elementType(of: key))
      if let stored = source.stored(named: key) { #expect(stored.shape == shape) }
      guard type.isFloatingPoint else {
        if let stored = source.stored(named: key) {
          #expect(try stored.integers().count == shape.reduce(1, *))
        }
        continue
      }
      let tensor = try source.tensor(named: key)
      #expect(tensor.shape == shape && tensor.elements.count == shape.reduce(1, *))
    }
  }
}
