import Recipes
import Testing

@Suite("Weights by keys")
struct WeightChangeTests {
  /// `|` is the cursor.
  private func change(_ text: String, up: Bool = true, by step: Double = 0.1) -> String? {
    let before = text.prefix { $0 != "|" }
    let characters = Array(text.filter { $0 != "|" })
    guard let change = WeightChange(characters, at: before.count, up: up, by: step) else {
      return nil
    }
    var after = change.characters
    after.insert("|", at: change.cursor)
    return String(after)
  }

  @Test("the word at the cursor gets brackets, and the cursor stays in it")
  func word() {
    #expect(change("a red ba|ll") == "a red (ba|ll:1.1)")
    #expect(change("a red| ball") == "a (red|:1.1) ball")
    #expect(change("|a ball") == "(|a:1.1) ball")
    #expect(change("a ball, |") == "a (ball|:1.1), ")
    #expect(change("a ball.|") == "a (ball|:1.1).")
    #expect(change("ball|", up: false, by: 0.05) == "(ball|:0.95)")
  }

  @Test("a weight that is there is changed to the next multiple, and goes at 1")
  func existing() {
    #expect(change("(ba|ll:1.1)") == "(ba|ll:1.2)")
    #expect(change("(ba|ll:1.1)", up: false) == "ba|ll")
    #expect(change("(ball:1.|1)", up: false) == "ball|")
    #expect(change("(ball:1.1)|", by: 0.05) == "(ball|:1.15)")
    #expect(change("(ba|ll:1.13)") == "(ba|ll:1.2)")
    #expect(change("(ba|ll:0.9)") == "ba|ll")
    #expect(change("(a red ba|ll: 1.1 )") == "(a red ba|ll:1.2)")
  }

  @Test("brackets without a number weigh what A1111 says")
  func bareBrackets() {
    #expect(change("(ba|ll)") == "(ba|ll:1.2)")
    #expect(change("(ba|ll)", up: false) == "ba|ll")
    #expect(change("[ba|ll]") == "ba|ll")
    #expect(change("[ba|ll]", up: false) == "(ba|ll:0.9)")
    #expect(change("((ba|ll))") == "((ba|ll:1.2))")
  }

  @Test("of brackets within brackets the innermost count, and other ones do not")
  func nesting() {
    #expect(change("(a (red:1.2) ba|ll:1.3)") == "(a (red:1.2) ba|ll:1.4)")
    #expect(change("(red:1.2) ba|ll") == "(red:1.2) (ba|ll:1.1)")
    #expect(change("(red ba|ll") == "(red (ba|ll:1.1)")
    #expect(change("ba|ll\\)") == "(ba|ll\\):1.1)")
    #expect(change("{red|blue}".replacing("|", with: "/") + "|") == nil)
  }

  @Test("where there is no word, and at the ends of the scale, nothing changes")
  func nothing() {
    #expect(change("|") == nil)
    #expect(change(" , |") == nil)
    #expect(change("(ba|ll:5)") == nil)
    #expect(change("(ba|ll:0)", up: false) == nil)
    #expect(change("(ba|ll:1000)", up: false) == "(ba|ll:5)")
  }

  @Test("what is written weighs what it says")
  func reading() {
    var characters = Array("a red ball")
    var cursor = 4
    for step in 1...7 {
      guard let change = WeightChange(characters, at: cursor, up: true, by: 0.05) else {
        Issue.record("step \(step)")
        return
      }
      (characters, cursor) = (change.characters, change.cursor)
      let parts = WeightedPrompt(String(characters), .weights).parts
      #expect(parts.map(\.text) == ["a ", "red", " ball"])
      #expect(abs(Double(parts[1].weight) - change.weight) < 1e-6)
      #expect(abs(change.weight - (1 + 0.05 * Double(step))) < 1e-9)
    }
  }
}
