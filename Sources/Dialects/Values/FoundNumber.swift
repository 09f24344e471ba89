import Foundation

/// A number with the digits that a file has for it.
package struct FoundNumber: Equatable, Sendable {
  /// As it stands in the file.
  package let text: String
  /// The number where it is whole, whatever its size: `1e3` and `1000.0` are.
  package let whole: String?

  /// Digits that a decimal number of this size keeps.
  private static let maximumDigits = 38

  /// Nil for what is no number, infinite, or longer than any setting.
  package init?(_ text: String) {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.utf8.count <= 2 * Self.maximumDigits,
      let parts = text.wholeMatch(of: /([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?/)
    else { return nil }
    let (sign, front, behind) = (parts.1, parts.2, parts.3 ?? "")
    let power = parts.4.flatMap { Int($0) } ?? 0
    let digits = front + behind
    let point = front.count + power
    guard !digits.isEmpty, digits.count <= Self.maximumDigits,
      -Self.maximumDigits...Self.maximumDigits ~= point
    else { return nil }
    self.text = text
    guard digits.dropFirst(max(0, point)).allSatisfy({ $0 == "0" }) else {
      whole = nil
      return
    }
    let padded =
      digits.prefix(max(0, point)) + String(repeating: "0", count: max(0, point - digits.count))
    let trimmed = padded.drop { $0 == "0" }
    whole = trimmed.isEmpty ? "0" : (sign == "-" ? "-" : "") + trimmed
  }

  package var integer: Int? { whole.flatMap { Int($0) } }
  package var float: Float? { Float(text) }
}

extension FoundNumber: Encodable {
  /// A number of JSON with all its digits.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let locale = Locale(identifier: "en_US_POSIX")
    try container.encode(Decimal(string: whole ?? text, locale: locale))
  }
}
