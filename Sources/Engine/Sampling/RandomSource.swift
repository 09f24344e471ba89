/// Where a sampler takes its random numbers from, in the order of the reference (spec v1 §7, §8).
package protocol RandomSource {
  /// Standard normal numbers.
  mutating func randn(_ count: Int) -> [Float]
  /// Uniform numbers in [0, 1).
  mutating func rand(_ count: Int) -> [Float]
  /// Uniform integers in `0..<bound`.
  mutating func randint(below bound: Int, count: Int) -> [Int32]
}

extension TorchGenerator: RandomSource {}

extension RandomSource {
  /// Normal numbers for `[batch, channels, height, width]`, as a feature map.
  mutating func noise(like map: Tensor) -> Tensor {
    noise(batch: map.batch, channels: map.channels, height: map.map.height, width: map.map.width)
  }

  mutating func noise(batch: Int, channels: Int, height: Int, width: Int) -> Tensor {
    let shape = [batch, channels, height, width]
    return Tensor(shape, randn(shape.reduce(1, *))).channelsLast()
  }
}
