import Foundation

/// Files of pictures between the text (iTerm2); text that is written over one erases it.
package struct InlineImages: GraphicsProtocol {
  /// Whether a file may come in parts, between which text may be written.
  package let inParts: Bool

  package init(inParts: Bool) { self.inParts = inParts }

  package func draw(
    _ bitmap: Bitmap, _ content: ImagePlacement.Content, in pane: GraphicsPane
  ) -> PlacedBytes? {
    guard
      let placement = ImagePlacement.withPixels(
        bitmap.size, content: content == .grid ? .photo : content, pane: pane.cells,
        cell: pane.cell, screenRows: pane.screenRows, maximum: pane.maximum)
    else { return nil }
    let scaled = bitmap.scaled(to: placement.pixels, content, detail: pane.detail)
    var parts: [PlacedBytes.Part] = []
    for part in placement.seen(around: pane.hole, cell: pane.cell) {
      guard let file = try? PNGWriter.encode(scaled.cropped(to: part), texts: []) else {
        return nil
      }
      parts += sequences(file, size: part.size, piece: pane.piece).map {
        PlacedBytes.Part(
          column: placement.cells.column + part.columns.lowerBound / pane.cell.width,
          row: placement.cells.row + part.rows.lowerBound / pane.cell.height, bytes: $0)
      }
    }
    return PlacedBytes(placement: placement, parts: parts)
  }

  private func sequences(_ file: [UInt8], size: PixelSize, piece: Int) -> [[UInt8]] {
    let text = Data(file).base64EncodedData()
    let keys =
      "inline=1;size=\(file.count);width=\(size.width)px;height=\(size.height)px"
      + ";preserveAspectRatio=0;doNotMoveCursor=1"
    guard inParts, text.count > piece else { return [Self.sequence("File=\(keys):", text)] }
    let length = max(64, piece / 4 * 4)
    let pieces = stride(from: 0, to: text.count, by: length).map {
      Self.sequence("FilePart=", text[$0..<min(text.count, $0 + length)])
    }
    return [Self.sequence("MultipartFile=\(keys)", Data())] + pieces
      + [Self.sequence("FileEnd", Data())]
  }

  private static func sequence(_ words: String, _ data: Data) -> [UInt8] {
    Array("\u{1B}]1337;\(words)".utf8) + data + [0x07]
  }
}
