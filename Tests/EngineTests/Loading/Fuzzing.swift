import Engine
import Foundation
import Glibc
import Testing

/// Damages files in ways that readers must survive, the same ones on every run.
///
/// `WURST_FUZZ=N` sets the number of files per reader.
struct Fuzzing {
  private var random: SeededGenerator
  private(set) var refused = 0
  private(set) var taken = 0
  private var slowest = Duration.zero

  static let count =
    ProcessInfo.processInfo.environment["WURST_FUZZ"].flatMap { Int($0) } ?? 2000
  /// Whether the run is for fuzzing alone, so that nothing else takes memory meanwhile.
  static let isLong = ProcessInfo.processInfo.environment["WURST_FUZZ"] != nil

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The most memory this process had in use so far, in bytes.
  static var peakMemory: Int {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss << 10
  }

  /// Calls `body` with a folder that is removed afterwards, in memory where the system allows.
  static func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    guard unsafe access("/dev/shm", W_OK) == 0 else { return try TestFiles.withFolder(body) }
    let folder = "/dev/shm/wurst-test-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  /// Damages one of `files` at a time and calls `read`, which refuses it or reads it all.
  ///
  /// - Parameter hot: the bytes of each file that most of the damage goes to.
  mutating func run(
    _ files: [(path: String, hot: Range<Int>?)], _ name: String, read: () throws -> Void
  ) throws {
    let sound = try files.map { [UInt8](try Data(contentsOf: URL(filePath: $0.path))) }
    let before = Self.peakMemory
    for round in 0..<Self.count {
      let (path, hot) = files[round % files.count]
      let original = sound[round % files.count]
      var damaged = original
      for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&damaged, hot) }
      try Data(damaged).write(to: URL(filePath: path))
      let start = ContinuousClock.now
      do {
        try read()
        taken += 1
      } catch is LoadingError {
        refused += 1
      }
      slowest = max(slowest, ContinuousClock.now - start)
      try Data(original).write(to: URL(filePath: path))
    }
    if Self.isLong {
      let grown = Self.peakMemory - before
      print("\(name): \(refused) refused, \(taken) read, slowest \(slowest), \(grown >> 10) KB")
      #expect(grown < 64 << 20 + (sound.map(\.count).max() ?? 0))
      #expect(slowest < .seconds(1))
    }
  }

  private mutating func damage(_ bytes: inout [UInt8], _ hot: Range<Int>?) {
    guard !bytes.isEmpty else { return }
    var range = 0..<bytes.count
    if let hot, hot.upperBound <= bytes.count, Int.random(in: 0..<4, using: &random) > 0 {
      range = hot
    }
    let place = Int.random(in: range, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes[place] = Array("0123456789-[]{},:\".eE/".utf8).randomElement(using: &random) ?? 0
    case 3: bytes.remove(at: place)
    case 4: bytes.insert(bytes[Int.random(in: range, using: &random)], at: place)
    case 5 where Int.random(in: 0..<4, using: &random) == 0:
      bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
    case 5, 6: lie(&bytes, place)
    case 7: splice(&bytes, from: range, to: place)
    default: bytes.removeSubrange(place..<min(bytes.count, place + length()))
    }
  }

  private mutating func length() -> Int { Int.random(in: 1...64, using: &random) }

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

  /// Copies a piece of the file to another place, over what is there or between it.
  private mutating func splice(_ bytes: inout [UInt8], from range: Range<Int>, to place: Int) {
    let start = Int.random(in: range, using: &random)
    let piece = Array(bytes[start..<min(bytes.count, start + length())])
    let end = Bool.random(using: &random) ? place : min(bytes.count, place + piece.count)
    bytes.replaceSubrange(place..<end, with: piece)
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
