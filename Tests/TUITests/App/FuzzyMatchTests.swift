import Testing
import wurst

@Suite("Finding what was typed")
struct FuzzyMatchTests {
  private func score(_ typed: String, _ text: String) -> Int? {
    FuzzyMatch(typed, in: .init(text))?.score
  }

  @Test("letters are found in order, words in any order and case")
  func order() {
    #expect(score("bll", "a red ball") != nil)
    #expect(score("BALL red", "a Red ball") != nil)
    #expect(score("lab", "a red ball") == nil)
    #expect(score("ball blue", "a red ball") == nil)
    #expect(score("", "anything") == 0)
  }

  @Test("whole words go before parts of words, and those before scattered letters")
  func ranking() throws {
    let texts = ["a ring on grass", "a string on grass", "a red thing on grass"]
    let scores = try texts.map { try #require(score("ring", $0)) }
    #expect(scores == scores.sorted(by: >) && Set(scores).count == 3)
  }

  @Test("the letters that were typed are known by their places")
  func places() {
    #expect(FuzzyMatch("sky", in: .init("a sky"))?.places == [2, 3, 4])
    #expect(FuzzyMatch("é日", in: .init("É 日"))?.places == [0, 2])
  }

  @Test("a text of one letter four thousand times over is looked through at once")
  func repetition() {
    let text = FuzzyMatch.Text(String(repeating: "a", count: 3999) + "b")
    for _ in 0..<200 { #expect(FuzzyMatch("aab", in: text)?.places.contains(3999) == true) }
    #expect(FuzzyMatch("abc", in: text) == nil)
  }
}
