import Dialects
import Foundation
import Testing

@Suite("Numbers as files have them")
struct FoundNumberTests {
  @Test(
    "whole numbers are whole however they are written",
    arguments: [
      ("7", "7"), ("007", "7"), ("0", "0"), ("-0", "0"), ("-5", "-5"), ("5.000000", "5"),
      ("18446744073709551615", "18446744073709551615"), ("1e3", "1000"), ("1.5e1", "15"),
      ("1.8446744073709552e+19", "18446744073709552000"), ("1000e-3", "1"), ("0.0", "0"),
      ("5.", "5"),
      (" 42 ", "42"),
    ])
  func whole(text: String, whole: String) {
    #expect(FoundNumber(text)?.whole == whole)
  }

  @Test("others are not", arguments: ["7.5", "1e-3", ".5", "15e-1"])
  func fraction(text: String) throws {
    let number = try #require(FoundNumber(text))
    #expect(number.whole == nil && number.float == Float(text))
  }

  @Test(
    "what is no number of a setting is none",
    arguments: [
      "", "-", ".", "e5", "NaN", "Infinity", "1e99", "1e-99", "0x10", "1,5", "７", "1 2",
      String(repeating: "9", count: 100_000),
    ])
  func none(text: String) { #expect(FoundNumber(text) == nil) }

  @Test("in JSON they keep all digits")
  func encoding() throws {
    for (text, json) in [
      ("18446744073709551615", "18446744073709551615"), ("7.50", "7.5"), ("5.000000", "5"),
      ("1e3", "1000"), ("-3", "-3"),
    ] {
      let data = try JSONEncoder().encode([try #require(FoundNumber(text))])
      #expect(String(decoding: data, as: UTF8.self) == "[\(json)]")
    }
  }
}
