import Synchronization

/// Weights that are invented instead of read: any name has any shape, with the same numbers every time.
///
/// They are scaled so that a network keeps its values near 1: matrices by the root of their inputs, biases
/// small, factors of norms near 1. It takes as long as writing them to memory.
package final class RandomTensors: Sendable {
  /// Names, such as `to_q.weight`, that a network is told exist when it asks how a checkpoint
  /// spells something.
  private let spellings: Set<String>
  private let made = Atomic<Int>(0)

  package init(spellings: Set<String> = []) { self.spellings = spellings }

  /// The bytes of all tensors that were made; matrices make theirs elsewhere.
  package var bytes: Int { made.load(ordering: .relaxed) }

  func knows(_ key: String) -> Bool { spellings.contains { key.hasSuffix($0) } }

  /// A weight whose numbers are made when they are asked for.
  func matrix(_ key: String, _ shape: [Int]) -> any MatrixSource { Numbers(key, shape) }

  func tensor(_ key: String, _ shape: [Int]) -> Tensor {
    let result = Tensor(uninitialized: shape)
    made.add(result.count * MemoryLayout<Float>.stride, ordering: .relaxed)
    let numbers = Numbers(key, shape)
    let tiling = Tiling(rows: result.count, columns: 1, maximumRows: 1 << 20)
    Parallel.run(tiling.count, work: result.count) { index in
      let part = tiling[index].rows
      unsafe numbers.write(part, into: result.base + part.lowerBound)
    }
    return result
  }

  /// Numbers of mean 0 and variance 1; their count is prime, so that rows of a matrix differ.
  private static let numbers: Tensor = {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let root = Float(3).squareRoot()
    return Tensor(
      [65_521],
      (0..<65_521).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (Float(state >> 40) * 0x1p-23 - 1) * root
      })
  }()

  /// The numbers of one tensor.
  private struct Numbers: MatrixSource {
    private let scale: Float
    private let shift: Float
    /// Where in `numbers` the tensor begins.
    private let first: Int

    init(_ key: String, _ shape: [Int]) {
      (scale, shift) = RandomTensors.distribution(key, shape)
      first = RandomTensors.place(of: key)
    }

    /// Writes the elements in `part`, counted through the whole tensor.
    func write(_ part: Range<Int>, into place: UnsafeMutablePointer<Float>) {
      let numbers = RandomTensors.numbers
      var done = 0
      while done < part.count {
        let at = (first + part.lowerBound + done) % numbers.count
        let run = min(part.count - done, numbers.count - at)
        let (to, from) = unsafe (place + done, numbers.base + at)
        for index in 0..<run { unsafe to[index] = unsafe from[index] * scale + shift }
        done += run
      }
    }

    func shown() -> Tensor? { nil }

    func read(
      row: Int, _ columns: Range<Int>, rowLength: Int, into place: UnsafeMutablePointer<Float>
    ) {
      let begin = row * rowLength + columns.lowerBound
      unsafe write(begin..<begin + columns.count, into: place)
    }

    func release(rows: Range<Int>, rowLength: Int) {}
  }

  private static func distribution(_ key: String, _ shape: [Int]) -> (scale: Float, shift: Float) {
    let name = key.split(separator: ".").last ?? ""
    switch name {
    case "running_var": return (0.1, 1)
    case "gamma", "gammas", "beta": return (0.2, 0)
    case "weight" where shape.count == 1: return (0.1, 1)
    case _ where shape.count <= 1: return (0.1, 0)
    default: return (1 / Float(max(1, shape.dropFirst().reduce(1, *))).squareRoot(), 0)
    }
  }

  /// Where in `numbers` a tensor begins (FNV-1a).
  private static func place(of key: String) -> Int {
    let hash = key.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return Int(hash % UInt64(numbers.count))
  }
}
