/// Reads the texts of PNG chunks (PNG 11.3.4).
enum PNGTexts {
  static let tooMany =
    "It has more text than is read (\(PNGReader.maximumTexts) texts, \(PNGReader.maximumText >> 20) MB); "
    + "the rest was left out."
  private static let damaged = "A text in it is damaged and was left out."

  /// The texts in order, and notices of those that cannot be read.
  static func read(_ chunks: [PNGContents.Chunk]) -> (texts: [PNGText], notices: [String]) {
    var texts: [PNGText] = []
    var notices: [String] = []
    var left = PNGReader.maximumText
    for chunk in chunks {
      do throws(PNGLibrary.InflationError) {
        let text = try read(chunk, limit: left)
        left -= text.text.utf8.count
        texts.append(text)
      } catch {
        switch error {
        case .damaged:
          if !notices.contains(damaged) { notices.append(damaged) }
        case .tooLong: return (texts, notices + [tooMany])
        }
      }
    }
    return (texts, notices)
  }

  private static func read(
    _ chunk: PNGContents.Chunk, limit: Int
  ) throws(PNGLibrary.InflationError) -> PNGText {
    var data = chunk.data
    guard let keyword = line(&data), 1...79 ~= keyword.count else { throw .damaged }
    let isInternational = chunk.name == "iTXt"
    var isPacked = chunk.name == "zTXt"
    if isInternational || isPacked {
      if isInternational { isPacked = data.popFirst() == 1 }
      guard let method = data.popFirst(), method == 0 || !isPacked else { throw .damaged }
    }
    if isInternational {
      // The language, and the keyword in it.
      guard line(&data) != nil, line(&data) != nil else { throw .damaged }
    }
    let bytes = isPacked ? try PNGLibrary.inflated(data, limit: limit)[...] : data
    guard bytes.count <= limit else { throw .tooLong }
    return PNGText(
      keyword: Latin1.exactly(keyword), text: text(bytes.prefix { $0 != 0 }, isInternational),
      found: isInternational ? .international : .latin)
  }

  /// Takes the bytes up to a NUL off the front.
  private static func line(_ data: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let end = data.firstIndex(of: 0) else { return nil }
    defer { data = data[(end + 1)...] }
    return data[..<end]
  }

  private static func text(_ bytes: ArraySlice<UInt8>, _ isInternational: Bool) -> String {
    isInternational ? String(decoding: bytes, as: UTF8.self) : Latin1.text(bytes)
  }
}
