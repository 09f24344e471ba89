import Foundation

/// The commands of kitty's graphics protocol that are used; none of them is answered.
package enum KittyCommand {
  /// Hands over a picture, in commands of about `piece` bytes, between which text may be written.
  static func transmission(_ bitmap: Bitmap, number: UInt32, piece: Int) -> [[UInt8]]? {
    // Packed pixels of what the models draw are smaller than the same as PNG, and made sooner.
    let effort = piece < GraphicsPane.largestPiece ? PNGLibrary.Effort.most : .quick
    guard let packed = try? PNGLibrary.deflated(bitmap.rgb, effort: effort) else { return nil }
    let text = Data(packed).base64EncodedData()
    // All pieces but the last are whole groups of base64.
    let length = max(64, min(GraphicsPane.largestPiece, piece) / 4 * 4)
    return stride(from: 0, to: text.count, by: length).map { start in
      let end = min(text.count, start + length)
      let first =
        start == 0 ? "a=t,t=d,f=24,o=z,s=\(bitmap.width),v=\(bitmap.height),i=\(number)," : ""
      return command("\(first)q=2,m=\(end < text.count ? 1 : 0)", text[start..<end])
    }
  }

  /// Shows a part of a picture at the cursor, which stays where it is; below the text.
  static func placement(
    of part: PixelRectangle, isWhole: Bool, number: UInt32, place: Int
  ) -> [UInt8] {
    let cut =
      isWhole
      ? ""
      : ",x=\(part.columns.lowerBound),y=\(part.rows.lowerBound),w=\(part.columns.count)"
        + ",h=\(part.rows.count)"
    return command("a=p,q=2,i=\(number),p=\(place)\(cut),z=-1,C=1")
  }

  /// Has placeholders in the text show a picture, over so many cells.
  static func virtualPlacement(columns: Int, rows: Int, number: UInt32) -> [UInt8] {
    command("a=p,U=1,q=2,i=\(number),c=\(columns),r=\(rows)")
  }

  /// Takes a picture away, wherever it is shown, and forgets it.
  package static func deletion(number: UInt32) -> [UInt8] { command("a=d,d=I,q=2,i=\(number)") }

  /// Ends a transmission that is not gone on with: too little has arrived, so nothing is kept.
  package static let breakOff = command("q=2,m=0")

  /// Asks whether pictures of this kind are known, without handing over any; the answer has the number.
  static func question(number: Int) -> [UInt8] {
    command("i=\(number),s=1,v=1,a=q,t=d,f=24", "AAAA".utf8)
  }

  /// Asks for kitty's version; others do not answer.
  static let versionQuestion = Array("\u{1B}P+q\(hexadecimal(versionName))\u{1B}\\".utf8)
  static let versionName = "kitty-query-version"

  static func hexadecimal(_ text: String) -> String {
    text.utf8.map { String($0, radix: 16) }.joined()
  }

  /// The same bytes for tmux to hand on to the terminal that it is in.
  package static func passedOn(_ bytes: [UInt8]) -> [UInt8] {
    let escape: UInt8 = 0x1B
    return Array("\u{1B}Ptmux;".utf8)
      + bytes.flatMap { $0 == escape ? [escape, escape] : [$0] } + Array("\u{1B}\\".utf8)
  }

  private static func command(
    _ keys: String, _ payload: some Sequence<UInt8> = EmptyCollection<UInt8>()
  ) -> [UInt8] {
    var bytes = Array("\u{1B}_G\(keys)".utf8)
    let begin = bytes.count
    bytes += payload
    if bytes.count > begin { bytes.insert(UInt8(ascii: ";"), at: begin) }
    return bytes + "\u{1B}\\".utf8
  }
}
