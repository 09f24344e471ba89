import Recipes
import TestSupport
import Testing

@Suite("Prompts that stand for several")
struct PromptVariantsTests {
  private static let lists = [
    "colour": ["red", "{dark|light} blue"], "thing": ["__colour__ ball", "cube"],
    "one": ["only"], "loop": ["x", "a __pool__"], "pool": ["__loop__"], "none": [],
  ]

  private func variants(_ text: String) throws -> PromptVariants {
    try PromptVariants(text) { name in
      Self.lists[name].map { lines in
        PromptList(
          name: name,
          lines: lines.enumerated().map { .init(number: 2 * $0 + 1, text: $1) })
      }
    }
  }

  @Test("choices come one after the other, and of several the last changes first")
  func order() throws {
    #expect(try variants("a {red|blue} ball").all == ["a red ball", "a blue ball"])
    #expect(try variants("{a|b}{1|2}").all == ["a1", "a2", "b1", "b2"])
    #expect(try variants("a {|big }ball").all == ["a ball", "a big ball"])
    #expect(try variants("{a|b {1|2} c}!").all == ["a!", "b 1 c!", "b 2 c!"])
    #expect(try variants("{{a|b}|c}").all == ["a", "b", "c"])
  }

  @Test("a list stands for each of its lines, which may hold choices and lists themselves")
  func lists() throws {
    #expect(
      try variants("a __colour__ ball").all == [
        "a red ball", "a dark blue ball", "a light blue ball",
      ])
    #expect(
      try variants("__thing__").all == ["red ball", "dark blue ball", "light blue ball", "cube"])
    #expect(try variants("{__one__}").all == ["only"])
    #expect(try variants("{a|__colour__}").count == 4)
  }

  @Test(
    "what chooses nothing is as it is written",
    arguments: [
      "", "a red ball", "a {red} ball", "{", "}", "a } b {", "a | b", "{a {b} c}", "snake_case",
      "__", "____",
      "__no-such__", "__a b__", "__../x__", "(word:1.2) \\(x\\) \\\\ [y]", "\\", "é {日} 👩‍👩‍👧",
    ])
  func literal(text: String) throws {
    let variants = try variants(text)
    #expect(variants.all == [text])
    #expect(!variants.hasChoices)
  }

  @Test("names of lists that there are not are told")
  func unknown() throws {
    #expect(
      try variants("__a__ __b__ __a__ {x|__c__} __A-b_c__").unknownLists == [
        "a", "b", "c", "A-b_c",
      ])
    #expect(
      try variants("__sea/x__ __x.txt__ __../x__").unknownLists == ["sea/x", "x.txt", "../x"])
    let notices = ["sea/x", "x.txt"].map { PromptList.notice(ofUnknown: $0, list: "L") }
    #expect(notices[0] == "There is no list L: __sea/x__ is drawn as it is written")
    #expect(notices[1].hasPrefix("A list has a name of letters"))
  }

  @Test("braces, bars and names can be escaped, and other backslashes stay")
  func escapes() throws {
    #expect(try variants("\\{a\\|b\\}").all == ["{a|b}"])
    #expect(try variants("{a\\|b|c\\}}").all == ["a|b", "c}"])
    #expect(try variants("\\_\\_colour\\_\\_").all == ["__colour__"])
    #expect(try variants("{\\(a\\)|b}").all == ["\\(a\\)", "b"])
  }

  @Test("braces that do not end are told by their place, but only where they would choose")
  func unclosed() {
    let error = VariantError(place: 3, "this { has no }; \\{ is a brace that is drawn")
    #expect(throws: error) { try variants("a {red|blue ball") }
    #expect(
      error.description
        == "character 3 of the prompt: this { has no }; \\{ is a brace that is drawn")
    #expect(throws: VariantError.self) { try variants("{a|{b|c}") }
    #expect(throws: Never.self) { try variants("{a {b|c}") }
  }

  @Test("a list that leads back to itself is told with its line and the way")
  func circle() {
    #expect {
      try variants("a __loop__")
    } throws: { error in
      "\(error)"
        == "character 1 of line 1 of the list 'pool': a list leads back to itself: 'loop' → 'pool' → 'loop'"
    }
    #expect {
      try variants("a __none__")
    } throws: { error in
      "\(error)" == "character 3 of the prompt: the list 'none' is empty"
    }
  }

  @Test("more than a thousand are refused with their number, however many they are")
  func many() throws {
    let ten = "{0|1|2|3|4|5|6|7|8|9}"
    #expect(try variants(ten + ten + ten).count == 1000)
    #expect {
      try variants(ten + ten + ten + "{a|b}")
    } throws: {
      "\($0)" == "the prompt: it stands for 2000 pictures; 1000 are the most"
    }
    #expect {
      try variants(String(repeating: ten, count: 190))
    } throws: {
      "\($0)".contains("more pictures than can be counted")
    }
  }

  @Test("braces that lie in each other without end are refused")
  func deep() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "{a|", count: depth) + "b" + String(repeating: "}", count: depth)
    }
    #expect(try variants(nested(20)).count == 21)
    #expect(throws: VariantError.self) { try variants(nested(21)) }
    #expect(try variants(String(repeating: "{", count: 4000)).count == 1)
  }

  @Test("a literal stands for itself alone", arguments: 0..<200)
  func literals(seed: Int) throws {
    var random = SeededNumbers(UInt64(seed))
    let alphabet = Array("ab{}|__\\ (")
    // A backslash before what is escaped would go: it is none that anybody typed to be drawn.
    let text = String(
      (0..<Int.random(in: 0...20, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? "a"
      }
    ).replacing("\\", with: "\\\\")
    let literal = PromptVariants.literal(text)
    #expect(try variants(literal).all == [text])
    #expect(try !variants(literal).hasChoices)
  }

  @Test("a literal is changed only where it would be read otherwise")
  func plainLiterals() {
    for text in ["a | b", "{a}", "snake__case", "(a:1.2) [b]"] {
      #expect(PromptVariants.literal(text) == text)
    }
    #expect(PromptVariants.literal("{a|b}") == "\\{a\\|b\\}")
    #expect(PromptVariants.literal("__a__") == "\\_\\_a\\_\\_")
    #expect(PromptVariants.plain("\\{a\\|b\\}") == "{a|b}")
    #expect(PromptVariants.plain("{a|b}") == "{a|b}")
  }

  @Test("every variant is another, and none is lost", arguments: 0..<50)
  func random(seed: Int) throws {
    var random = SeededNumbers(UInt64(seed))
    var number = 0
    func choice(_ depth: Int) -> String {
      let options = (0..<Int.random(in: 2...3, using: &random)).map { _ in
        number += 1
        return "<\(number)>" + (depth > 0 && Bool.random(using: &random) ? choice(depth - 1) : "")
      }
      return "{" + options.joined(separator: "|") + "}"
    }
    let variants = try variants("x" + choice(2) + "," + choice(1))
    #expect(Set(variants.all).count == variants.count)
  }
}
