import Recipes

/// Prompts whose brackets weigh words.
struct PromptInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    let text = String(decoding: bytes, as: UTF8.self)
    let prompt = WeightedPrompt(text, .weights)
    check(!prompt.parts.isEmpty)
    for (part, next) in zip(prompt.parts, prompt.parts.dropFirst()) {
      check(part.weight != next.weight, "two parts weigh the same")
    }
    check(prompt.parts.allSatisfy(\.weight.isFinite), "a weight is no number")
    check(WeightedPrompt(text, .none).text == text)
  }
}
