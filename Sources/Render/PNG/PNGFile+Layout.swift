import Files

extension PNGFile {
  /// Where the chunks lie that an edit is about.
  struct Layout {
    /// The byte behind the header.
    fileprivate(set) var head = 0
    /// The texts of the keyword, rising.
    fileprivate(set) var texts: [Range<Int>] = []
    /// What the first of them says; nil where none can be read.
    fileprivate(set) var text: String?
    /// Whether a text says when the picture was made.
    fileprivate(set) var saysWhen = false
  }

  /// Walks through all chunks as far as they lead on.
  ///
  /// - Parameter longest: bytes of a text that is read.
  func layout(of keyword: String, longest: Int) throws(PNGError) -> Layout {
    // What is no PNG file is found out with the reason.
    _ = try contents()
    var layout = Layout()
    var position = 8
    while let (name, range, start) = try chunk(at: position) {
      if position == 8 {
        guard name == "IHDR" else {
          throw .damaged(path: path, reason: "it does not begin with a header")
        }
        layout.head = range.upperBound
      }
      if ["tEXt", "zTXt", "iTXt"].contains(name) {
        let own = Array(start.prefix { $0 != 0 })
        layout.saysWhen = layout.saysWhen || own == Array("Creation Time".utf8)
        if own == Array(keyword.utf8) {
          layout.texts.append(range)
          if layout.text == nil, range.count <= longest {
            let data = try bytes(at: range.lowerBound + 8, range.count - 12)
            layout.text = PNGTexts.read([.init(name: name, data: data[...])]).texts.first?.text
          }
        }
      }
      position = range.upperBound
      if name == "IEND" { break }
    }
    return layout
  }

  /// The name of the chunk, where it lies, and the first bytes of its data; nil where there is none.
  private func chunk(
    at position: Int
  ) throws(PNGError) -> (name: String, range: Range<Int>, start: ArraySlice<UInt8>)? {
    let head = try bytes(at: position, 8 + 80)
    guard head.count >= 12 else { return nil }
    let length = head[..<4].reduce(0) { $0 << 8 | Int($1) }
    let end = position + 12 + length
    guard end <= count else { return nil }
    return (
      String(decoding: head[4..<8], as: UTF8.self), position..<end,
      head[8..<min(head.count, 8 + length)]
    )
  }

  func bytes(at position: Int, _ wanted: Int) throws(PNGError) -> [UInt8] {
    do throws(ReadError) {
      return try file.read(at: position, count: wanted)
    } catch {
      throw .file(error)
    }
  }
}
