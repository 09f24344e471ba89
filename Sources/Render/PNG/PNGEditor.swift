package import Files

/// Changes one text of a PNG file and leaves every other byte as it is.
package enum PNGEditor {
  /// More than anything that is edited has.
  private static let longestText = 1 << 20
  /// How often a file that others change at the same time is begun with anew.
  private static let patience = 20

  /// Puts a text in the place of all those of a keyword.
  ///
  /// The new text stands first in the file, where no amount of other texts hides it. Name and
  /// permissions stay; a file that does not say when it was made also keeps its age, to the second.
  ///
  /// - Parameter change: makes the new text of the one that is there; nil stands for none. It may be
  ///   called again where the file changes meanwhile.
  /// - Throws: `PNGError` for what is no PNG file, `WriteError`, and what `change` throws. The file is
  ///   then as it was.
  package static func edit(
    _ keyword: String, of path: Path, _ change: (String?) throws -> String?
  ) throws {
    for attempt in 1... {
      do {
        return try editOnce(keyword, of: path, change)
      } catch let error as WriteError where attempt < patience {
        guard case .changed = error else { throw error }
      }
    }
  }

  private static func editOnce(
    _ keyword: String, of path: Path, _ change: (String?) throws -> String?
  ) throws {
    guard let stamp = FileStamp(path) else { throw PNGError.file(.missing(path: path)) }
    if path.isLink {
      throw PNGError.file(.unreadable(path: path, reason: "it is a link, which is left alone"))
    }
    let file = try PNGFile(path)
    let layout = try file.layout(of: keyword, longest: longestText)
    let text = try change(layout.text)
    guard text != layout.text || layout.texts.count > 1 else { return }
    let edited = text.map { PNGText(keyword: keyword, text: $0).chunk } ?? []
    try AtomicFile.write(to: path, expecting: stamp) { content throws(WriteError) in
      try content.append(0..<layout.head, of: file.file)
      try content.append(edited)
      var position = layout.head
      for range in layout.texts {
        try content.append(position..<range.lowerBound, of: file.file)
        position = range.upperBound
      }
      try content.append(position..<file.count, of: file.file)
      if !layout.saysWhen { content.setAge(of: stamp) }
    }
  }
}

extension PNGText {
  /// As an `iTXt` chunk, with length and checksum.
  fileprivate var chunk: [UInt8] {
    // Neither packed nor in a language.
    PNGChunk.bytes("iTXt", Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(text.utf8))
  }
}
