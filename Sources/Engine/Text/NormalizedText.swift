// The standard library composes canonically in `String._nfc` and has no public name for it yet.
// Foundation's `precomposedStringWithCanonicalMapping` gets some Hangul and Indic text wrong.
@_spi(_Unicode) import Swift

/// A text as the tokenizer reads it: canonically composed (NFC), each scalar in lower case.
///
/// Lower case is the full mapping of the single scalar ("İ" becomes two scalars, "Σ" is "σ" also
/// at the end of a word). Runs of white space stay as they are: the splitter drops them.
struct NormalizedText {
  private(set) var scalars: [Unicode.Scalar] = []

  init(_ text: Substring) {
    scalars.reserveCapacity(text.utf8.count)
    // Below U+0300 no scalar composes with its neighbour.
    if text.unicodeScalars.allSatisfy({ $0.value < 0x300 }) {
      for scalar in text.unicodeScalars { append(scalar) }
    } else {
      for scalar in String(text)._nfc { append(scalar) }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      let isUpper = ("A"..."Z").contains(scalar)
      scalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
    } else {
      scalars.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    }
  }
}
