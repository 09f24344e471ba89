import ArgumentParser

/// A seed as the command line has it: a number, or `random`, for which many people write -1.
struct SeedArgument: ExpressibleByArgument, Sendable, CustomStringConvertible {
  let number: UInt32
  /// Whether the number was drawn and not given.
  let isRandom: Bool

  init(_ number: UInt32) {
    self.number = number
    isRandom = false
  }

  init?(argument: String) {
    isRandom = argument == "random" || argument == "-1"
    guard let number = isRandom ? .random(in: .min ... .max) : UInt32(argument) else { return nil }
    self.number = number
  }

  var description: String { "\(number)" }
}
