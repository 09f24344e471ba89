/// Text in one byte a character, by the word of standards.
enum Latin1 {
  /// The text of `bytes`: many programs write UTF-8 all the same, which other text hardly ever is.
  static func text(_ bytes: some Collection<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? exactly(bytes)
  }

  /// Each byte as the character of its number.
  static func exactly(_ bytes: some Collection<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
