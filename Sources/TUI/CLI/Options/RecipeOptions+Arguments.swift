import ArgumentParser
import Engine
import Recipes

extension Emphasis: ExpressibleByArgument {}

extension DiffusionSampler: ExpressibleByArgument {}

extension TokenSampler: ExpressibleByArgument {}

extension TokenFinish: ExpressibleByArgument {}

extension PictureSize: ExpressibleByArgument {
  package init?(argument: String) { self.init(typed: argument) }
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
    let numbers = argument.split(separator: ":", omittingEmptySubsequences: false)
      .map { Float($0) }
    guard numbers.count == 2, let from = numbers[0], let to = numbers[1] else { return nil }
    self.init(from: from, to: to)
  }
}

/// A span that may be one number, which is then the same at every step.
package struct Course: ExpressibleByArgument, Sendable {
  let span: Recipe.Span

  /// Reads `0.3:0.05` or `0.3`.
  package init?(argument: String) {
    let number = Float(argument).map { Recipe.Span(from: $0, to: $0) }
    guard let span = number ?? Recipe.Span(argument: argument) else { return nil }
    self.span = span
  }
}
