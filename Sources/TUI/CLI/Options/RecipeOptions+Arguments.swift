import ArgumentParser
import Engine
import Recipes

extension DiffusionSampler: ExpressibleByArgument {}

extension Preset: ExpressibleByArgument {}

extension TokenSampler: ExpressibleByArgument {}

extension PictureSize: ExpressibleByArgument {
  /// Reads `512x384`, also with the sign ×.
  package init?(argument: String) {
    let extents = argument.split(omittingEmptySubsequences: false) { "xX×".contains($0) }
      .map { Int($0) }
    guard extents.count == 2, let width = extents[0], let height = extents[1],
      (1...100_000).contains(width), (1...100_000).contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }
}

extension Timesteps: ExpressibleByArgument {
  /// Reads a name, or times with commas between them.
  package init?(argument: String) {
    if let known = Self(name: argument) {
      self = known
      return
    }
    let times = argument.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
    guard times.count > 1, !times.contains(nil) else { return nil }
    self = .list(times.compactMap(\.self))
  }
}

extension Recipe.Span: ExpressibleByArgument {
  /// Reads `0.1:0.6`.
  package init?(argument: String) {
    guard let (from, to) = argument.pairOfNumbers else { return nil }
    self.init(from: from, to: to)
  }
}

extension Recipe.Temperature: ExpressibleByArgument {
  /// Reads `0.3:0.05`, or one number for every step.
  package init?(argument: String) {
    if let number = Float(argument) {
      self.init(from: number, to: number)
      return
    }
    guard let (from, to) = argument.pairOfNumbers else { return nil }
    self.init(from: from, to: to)
  }
}

extension String {
  /// Two numbers with a colon between them.
  fileprivate var pairOfNumbers: (Float, Float)? {
    let numbers = split(separator: ":", omittingEmptySubsequences: false).map { Float($0) }
    guard numbers.count == 2, let first = numbers[0], let second = numbers[1] else { return nil }
    return (first, second)
  }
}
