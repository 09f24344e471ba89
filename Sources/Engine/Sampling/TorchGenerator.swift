import Glibc

/// PyTorch's CPU random generator: the same seed gives the same numbers as `torch.Generator`.
///
/// MT19937 with the draws of spec v2 §8.4. A value: a copy continues on its own, so the state
/// after a stage can be kept and resumed. Gaussian draws differ from torch's vectorised
/// logarithm and cosine by at most 1e-6.
package struct TorchGenerator: Sendable, Equatable {
  private var state: [UInt32]
  private var index: Int
  /// The sine partner of the last small Gaussian draw; it outlives large draws in between.
  private var cachedNormal: Double?

  package init(seed: UInt32) {
    var state = [UInt32](repeating: seed, count: Self.length)
    for i in 1..<Self.length {
      let previous = state[i - 1]
      state[i] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(i)
    }
    self.state = state
    index = Self.length
  }

  /// The next 32 bits of the underlying Mersenne Twister.
  package mutating func next() -> UInt32 {
    if index == Self.length { refill() }
    var y = state[index]
    index += 1
    y ^= y >> 11
    y ^= (y << 7) & 0x9d2c_5680
    y ^= (y << 15) & 0xefc6_0000
    return y ^ (y >> 18)
  }

  /// Draws from the standard normal distribution, as `torch.randn` does.
  package mutating func randn(_ count: Int) -> [Float] {
    guard count >= Self.block else { return (0..<count).map { _ in Float(nextNormal()) } }
    var values = rand(count)
    for start in stride(from: 0, through: count - Self.block, by: Self.block) {
      Self.boxMuller(&values, at: start)
    }
    if count % Self.block != 0 {
      let start = count - Self.block
      for i in start..<count { values[i] = nextUniform() }
      Self.boxMuller(&values, at: start)
    }
    return values
  }

  /// Draws uniformly from [0, 1) in steps of 2⁻²⁴, as `torch.rand` does.
  package mutating func rand(_ count: Int) -> [Float] {
    (0..<count).map { _ in nextUniform() }
  }

  /// Draws integers from 0 to `bound` − 1, as `torch.randint(0, bound)` does; 1 ≤ bound < 2²⁸.
  package mutating func randint(below bound: Int, count: Int) -> [Int32] {
    precondition(bound > 0 && bound < 1 << 28, "randint draws one word: \(bound) is out of range")
    let bound = UInt32(bound)
    return (0..<count).map { _ in Int32(next() % bound) }
  }

  // MARK: - The twister

  private static let length = 624
  private static let middle = 397

  private mutating func refill() {
    for i in 0..<Self.length {
      let joined = (state[i] & 0x8000_0000) | (state[(i + 1) % Self.length] & 0x7fff_ffff)
      let twisted = (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_b0df)
      state[i] = state[(i + Self.middle) % Self.length] ^ twisted
    }
    index = 0
  }

  // MARK: - Distributions

  private static let block = 16
  /// Rounded to nearest as in torch; `Float.pi` is rounded down.
  private static let pi = Float(Double.pi)

  private mutating func nextUniform() -> Float { Float(next() & 0xff_ffff) * 0x1p-24 }

  private mutating func nextUniformDouble() -> Double {
    let high = UInt64(next())
    let low = UInt64(next())
    return Double((high << 32 | low) & (1 << 53 - 1)) * 0x1p-53
  }

  private mutating func nextNormal() -> Double {
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    let angle = 2 * Double.pi * nextUniformDouble()
    let radius = (-2 * log1p(-nextUniformDouble())).squareRoot()
    cachedNormal = radius * sin(angle)
    return radius * cos(angle)
  }

  /// Turns the 16 uniforms at `start` into Gaussians: 8 radii, then 8 angles.
  ///
  /// Each step is rounded to Float where torch rounds; the functions themselves are computed in
  /// Double, so that the result does not depend on the C library's Float variants.
  private static func boxMuller(_ values: inout [Float], at start: Int) {
    for j in start..<start + block / 2 {
      let radius = (-2 * Float(log(Double(1 - values[j])))).squareRoot()
      let angle = Double(2 * Self.pi * values[j + block / 2])
      values[j] = radius * Float(cos(angle))
      values[j + block / 2] = radius * Float(sin(angle))
    }
  }
}
