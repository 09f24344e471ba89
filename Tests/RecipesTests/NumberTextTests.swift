import Recipes
import TestSupport
import Testing

@Suite("Numbers as text")
struct NumberTextTests {
  /// The digits of `value`, counted out in tenths of whole numbers.
  private func naive(_ value: Double, places: Int) -> String {
    var unit = 1.0
    for _ in 0..<places { unit *= 10 }
    let number = Int((value.magnitude * unit).rounded(.toNearestOrAwayFromZero))
    var digits = Array("\(number)")
    while digits.count <= places { digits.insert("0", at: 0) }
    if places > 0 { digits.insert(".", at: digits.count - places) }
    return (value < 0 && number != 0 ? "-" : "") + String(digits)
  }

  @Test("a number has exactly the places that are asked for")
  func fixed() {
    var random = SeededNumbers(3)
    for places in 0...4 {
      for size in [0.001, 1, 50, 1e6] {
        for _ in 0..<500 {
          let value = Double.random(in: -size...size, using: &random)
          #expect(NumberText.fixed(value, places: places) == naive(value, places: places))
        }
      }
    }
  }

  @Test("what rounds to nothing has no sign, and what is without bounds is ∞")
  func edges() {
    #expect(NumberText.fixed(3, places: 1) == "3.0")
    #expect(NumberText.fixed(0.05, places: 2) == "0.05")
    #expect(NumberText.fixed(-1.26, places: 1) == "-1.3")
    #expect(NumberText.fixed(-0.01, places: 1) == "0.0")
    #expect(NumberText.fixed(9.999, places: 2) == "10.00")
    #expect(NumberText.fixed(1e20, places: 1) == "100000000000000000000.0")
    #expect(NumberText.fixed(.infinity, places: 2) == "∞")
  }

  @Test("what is set is never rounded, and has as many places at least")
  func whole() {
    for (value, places, text) in [
      (Float(1.25), 1, "1.25"), (3, 1, "3.0"), (0.6, 2, "0.60"), (1.1, 1, "1.1"),
      (0.333, 2, "0.333"),
      (30, 0, "30"),
    ] {
      #expect(NumberText.whole(Double(value), places: places) == text)
    }
  }

  @Test("a number in a recipe is read again as it was")
  func exact() {
    var random = SeededNumbers(4)
    for value in random.floats(1000, in: -30...30) {
      #expect(Float(NumberText.exact(value)) == value)
    }
    #expect(NumberText.exact(3) == "3" && NumberText.exact(0.05) == "0.05")
  }

  @Test("whole numbers go without a point, others with two places")
  func plain() {
    #expect(NumberText.plain(4_294_967_295) == "4294967295" && NumberText.plain(0) == "0")
    #expect(NumberText.plain(Double(Float(0.01))) == "0.01" && NumberText.plain(12.5) == "12.50")
  }

  @Test("counts, bytes and durations have the unit that keeps them short")
  func units() {
    #expect(
      [9999, 10_000, 12_345, 999_949, 1_000_000, 745_500_000].map(NumberText.count) == [
        "9999", "10.0 k", "12.3 k", "999.9 k", "1.0 M", "745.5 M",
      ])
    #expect(
      [500, 999_999, 1_000_000, 2_500_000_000].map(NumberText.size) == [
        "0.5 kB", "1000.0 kB", "1.0 MB", "2.5 GB",
      ])
    let seconds = [0, 9.94, 9.95, 999.4, 999.5, 3600, 59_969, 59_970, 90_000.0]
    #expect(
      seconds.map { NumberText.duration($0) } == [
        "0.0 s", "9.9 s", "10 s", "999 s", "17 m", "60 m", "999 m", "17 h", "25 h",
      ])
    #expect(NumberText.duration(3.04, gap: "") == "3.0s")
    #expect(NumberText.scientific(0.0000123) == "1.2e-05")
  }
}
