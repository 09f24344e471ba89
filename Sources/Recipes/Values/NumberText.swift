import Foundation

/// Numbers as people read them, written the same whatever the locale.
package enum NumberText {
  /// `value` with so many places after the point, halves rounded away from zero.
  ///
  /// What rounds to nothing has no sign. Infinite is ∞, and so is what is no number.
  package static func fixed(_ value: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled.isFinite else { return "∞" }
    let digits = padded(String(format: "%.0f", scaled), to: places + 1)
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    return "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
  }

  /// As many places as `value` has, at most two; whole numbers without a point.
  package static func plain(_ value: Double) -> String {
    fixed(value, places: value == value.rounded() ? 0 : 2)
  }

  /// The fewest digits from which `value` is read again; whole numbers without a point.
  package static func exact(_ value: Float) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// `value` with so many places after the point, or with more where single precision holds more:
  /// never rounded.
  package static func whole(_ value: Double, places: Int) -> String {
    guard places > 0 else { return fixed(value, places: 0) }
    let text = exact(Float(value))
    guard let point = text.firstIndex(of: "."), !text.contains("e") else {
      return text.contains("e") ? text : fixed(value, places: places)
    }
    let missing = places - text.distance(from: point, to: text.endIndex) + 1
    return text + String(repeating: "0", count: max(0, missing))
  }

  /// One place and a power of ten, such as `1.2e-06`.
  package static func scientific(_ value: Double) -> String { String(format: "%.1e", value) }

  /// A number of things: 4711, 12.3 k, 4.5 M.
  package static func count(_ number: Int) -> String {
    if number < 10_000 { return "\(number)" }
    return number < 1_000_000
      ? fixed(Double(number) / 1e3, places: 1) + " k"
      : fixed(Double(number) / 1e6, places: 1) + " M"
  }

  /// Bytes in decimal units: 0.5 kB, 12.3 MB, 4.5 GB.
  package static func size(_ bytes: Int) -> String {
    let (value, unit) =
      bytes < 1_000_000 ? (1e3, "kB") : bytes < 1_000_000_000 ? (1e6, "MB") : (1e9, "GB")
    return fixed(Double(bytes) / value, places: 1) + " " + unit
  }

  /// Seconds, minutes or hours in as few characters as tell enough, with `gap` before the unit.
  package static func duration(_ seconds: Double, gap: String = " ") -> String {
    switch seconds {
    case ..<9.95: fixed(seconds, places: 1) + gap + "s"
    case ..<999.5: fixed(seconds, places: 0) + gap + "s"
    case ..<59_970: fixed(seconds / 60, places: 0) + gap + "m"
    default: fixed(seconds / 3600, places: 0) + gap + "h"
    }
  }

  /// `digits` with zeros before them.
  package static func padded(_ digits: String, to count: Int) -> String {
    String(repeating: "0", count: max(0, count - digits.count)) + digits
  }
}
