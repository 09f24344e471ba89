import ArgumentParser

/// A number of bytes, written with a unit.
package struct MemorySize: ExpressibleByArgument, CustomStringConvertible, Equatable, Sendable {
  package let bytes: Int

  /// Reads `8G`, `500M` or a number of bytes; units are powers of 1024, and at least 1 MB is asked for.
  package init?(argument: String) {
    let text = argument.uppercased()
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let units = ["": 1.0, "K": 0x1p10, "M": 0x1p20, "G": 0x1p30, "T": 0x1p40]
    var unit = text.dropFirst(digits.count)
    for ending in ["IB", "B"] where unit.hasSuffix(ending) {
      unit = unit.dropLast(ending.count)
      break
    }
    guard let number = Double(digits), let factor = units[String(unit)],
      (0x1p20...0x1p50).contains(number * factor)
    else { return nil }
    bytes = Int(number * factor)
    description = argument
  }

  /// As it was written.
  package let description: String
}
