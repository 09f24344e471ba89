import Recipes
import Testing

@Suite("A prompt with weights")
struct WeightedPromptTests {
  private func parts(_ text: String) -> [String] {
    WeightedPrompt(text, .weights).parts.map { "\($0.text)|\($0.weight)" }
  }

  @Test(
    "is cut into parts as A1111 cuts it",
    arguments: [
      ("normal text", ["normal text|1.0"]),
      ("an (important) word", ["an |1.0", "important|1.1", " word|1.0"]),
      ("(unbalanced", ["unbalanced|1.1"]),
      ("\\(literal\\]", ["(literal]|1.0"]),
      ("(unnecessary)(parens)", ["unnecessaryparens|1.1"]),
      (
        "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).",
        [
          "a |1.0", "house|1.573", " |1.1", "on|1.0", " a |1.1", "hill|0.55", ", sun, |1.1",
          "sky|1.4641", ".|1.1",
        ]
      ),
      ("[[faint", ["faint|0.8264463"]),
      ("(a:1.5", ["a:1.5|1.1"]),
      ("a:1.5)", ["a:1.5)|1.0"]),
      ("(a: +.5 )b", ["a|0.5", "b|1.0"]),
      ("(a:2.)", ["a|2.0"]),
      ("(a:-1)", ["a|-1.0"]),
      ("(a:1..2)", ["a:1..2|1.1"]),
      ("(a:b)", ["a:b|1.1"]),
      ("a)] b", ["a)] b|1.0"]),
      ("()", ["|1.0"]),
      ("((a:99999999999999999999):0)", ["a|0.0"]),
      (String(repeating: "(", count: 2000) + "a", ["a|1000.0"]),
      ("(a:-99999999999999999999)", ["a|-1000.0"]),
      ("", ["|1.0"]),
      ("C:\\temp \\\\", ["C:temp \\|1.0"]),
      ("(🎨 é:1.2)", ["🎨 é|1.2"]),
    ])
  func parts(_ text: String, _ wanted: [String]) {
    #expect(parts(text) == wanted)
  }

  @Test("is one part where brackets mean nothing")
  func asWritten() {
    #expect(WeightedPrompt("a (red:1.3) [ball]", .none).parts == [.init("a (red:1.3) [ball]")])
  }

  @Test("is told from one whose brackets change nothing")
  func marks() {
    for text in ["(a)", "[a]", "\\(", "a \\", "()"] { #expect(WeightedPrompt.isMarked(text)) }
    for text in ["", "a, b: c", "3:2", "a)", "👩‍🎨"] { #expect(!WeightedPrompt.isMarked(text)) }
  }

  @Test(
    "of 64 kB of brackets and colons is read at once", arguments: ["(", "[", ":", "(:", ")", "\\"])
  func hostile(_ mark: String) {
    let text = String(repeating: mark, count: 65_536 / mark.count)
    #expect(!WeightedPrompt(text, .weights).parts.isEmpty)
  }
}
