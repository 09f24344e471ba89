/// What rounding may make of results, for the numbers in −2...2 that tests draw.
///
/// Measured on every CPU level, the worst is a quarter of each bound or less.
enum Rounding {
  /// The most that single precision rounds a number by, as a part of it: half a step of 24 bits.
  static let single = 0x1p-24
  /// The same of bfloat16, which has 8 bits.
  static let half = 0x1p-8

  /// A sum of `count` products, in any order.
  ///
  /// Products have a deviation of 4/3. A running sum hardly leaves five of its deviations, 20/3·√count,
  /// and an addition is off by half a step of it at most. These errors, added up, hardly leave five
  /// deviations either, 5/√3·√count. Two more stand for a bias and a residual.
  static func sum(_ count: Int) -> Double { 20 * Double(count + 2) * single }

  /// A normalised row: mean, deviation, scale and shift round some ten times, and results reach 5.
  static let norm = 10 * 5 * single

  /// Attention with queries in `-spread...spread`.
  ///
  /// Scores have a deviation of 2/3·spread and hardly leave 3·spread. They are rounded four times, and
  /// shares are wrong by as much; exponentials by 2e-7 more, as are their sum and the quotient, of
  /// values that reach 2.
  static func attention(spread: Float) -> Double { 1e-6 + 4 * 3 * Double(spread) * single }
}
