import Recipes

/// Prompts that stand for several: the first line, with the others as the lists `a` and `b` in turn.
struct VariantInput: FuzzedReader {
  func read(_ bytes: [UInt8]) throws {
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let text = lines[0]
    let lists = ["a", "b"].enumerated().map { place, name in
      let own = lines.enumerated().dropFirst().filter { $0.offset % 2 == place }
      return PromptList(name: name, lines: own.map { .init(number: $0.offset, text: $0.element) })
    }
    do {
      let variants = try PromptVariants(text) { name in lists.first { $0.name == name } }
      check(1...PromptVariants.most ~= variants.count)
      for index in [0, variants.count / 2, variants.count - 1] { _ = variants[index] }
      if !variants.hasChoices { check(variants.count == 1) }
    } catch let error as VariantError {
      check(error.line != nil || (error.place ?? 1) <= max(1, text.count), "\(error)")
    }
    let literal = try PromptVariants(PromptVariants.literal(text)) { _ in nil }
    check(!literal.hasChoices, "a literal has choices")
    let cursor = text.count / 2
    if let change = WeightChange(Array(text), at: cursor, up: true, by: 0.05) {
      check(0...change.characters.count ~= change.cursor)
      check(WeightChange.weights.contains(change.weight))
    }
  }
}
