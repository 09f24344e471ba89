import Recipes

/// The prompts that the one that is typed stands for, before they are drawn.
package struct VariantsState: Equatable, Sendable {
  package let template: String
  package let prompts: [String]
  /// The seed of the first.
  package let seed: UInt32
  /// Whether each has the next seed.
  package internal(set) var isCounting: Bool
  package internal(set) var selection = 0

  init(_ variants: PromptVariants, seed: UInt32, isCounting: Bool) {
    template = variants.text
    prompts = variants.all
    self.seed = seed
    self.isCounting = isCounting
  }

  mutating func move(_ offset: Int) { select(selection + offset) }

  mutating func select(_ index: Int) { selection = max(0, min(prompts.count - 1, index)) }

  package func seed(of index: Int) -> UInt32 { isCounting ? seed &+ UInt32(index) : seed }
}

/// A prompt of which it is found out what it stands for.
struct Expansion: Sendable {
  enum Purpose: Sendable {
    case run, anew, add
  }

  let text: String
  let purpose: Purpose
}
