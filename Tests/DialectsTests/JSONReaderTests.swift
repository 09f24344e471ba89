import Dialects
import Testing

@Suite("JSON as Python writes it")
struct JSONReaderTests {
  @Test("numbers keep their digits, and objects their order")
  func values() throws {
    let json = try #require(
      JSONReader.read(
        #" {"b": 18446744073709551615, "a": [1e3, -0.50, true, false, null], "a": {"": "x"}} "#))
    #expect(json.members.map(\.name) == ["b", "a", "a"])
    #expect(json["b"] == .number("18446744073709551615"))
    #expect(json.members[1].value.elements.prefix(2) == [.number("1e3"), .number("-0.50")])
    #expect(json["a"]?[""]?.string == "x")
  }

  @Test("what Python writes beside the standard is read")
  func python() {
    #expect(
      JSONReader.read("[NaN, Infinity, -Infinity]")?.elements
        == [.number("NaN"), .number("Infinity"), .number("-Infinity")])
    #expect(JSONReader.read(#""\ud83e\udd8a\u00e9\/\"\n""#)?.string == "🦊é/\"\n")
    #expect(
      JSONReader.read(#""\ud83e, \udd8a, \ud83e\u0041""#)?.string == "\u{FFFD}, \u{FFFD}, \u{FFFD}A"
    )
    #expect(JSONReader.read("\"a\nb\u{1}\"")?.string == "a\nb\u{1}")
    #expect(JSONReader.read("\u{FEFF}1") == .number("1"))
  }

  @Test(
    "what is no JSON is not read",
    arguments: [
      "", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a: 1}", "'a'", "01x", "1.", ".5", "+1", "--1",
      "1e", "nul", "tru", "\"", "\"\\", "\"\\u12", "\"\\u+123\"", "\"\\x\"", "1 2", "[1 2]", "nan",
    ])
  func damaged(text: String) { #expect(JSONReader.read(text) == nil, "\(text)") }

  @Test("depth and number of values are bounded")
  func bounds() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(JSONReader.read(nested(JSONReader.maximumDepth)) != nil)
    #expect(JSONReader.read(nested(JSONReader.maximumDepth + 2)) == nil)
    #expect(JSONReader.read(String(repeating: "[{\"a\":", count: 1_000_000)) == nil)
    let many = "[" + String(repeating: "0,", count: JSONReader.maximumValues) + "0]"
    #expect(JSONReader.read(many) == nil)
  }
}
