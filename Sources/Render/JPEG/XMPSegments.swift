/// The packets of XMP in a JPEG file (XMP part 3, §1.1.3).
struct XMPSegments {
  /// The main packets, and the one that a long packet goes on in.
  let packets: [String]

  private static let application: UInt8 = 0xE1
  private static let mark = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
  private static let extensionMark = Array("http://ns.adobe.com/xmp/extension/\0".utf8)
  /// Behind the mark: the digest that all parts share, the length of all, the place of this one.
  private static let (digest, number) = (32, 4)

  init(_ segments: [JPEGPicture.Segment]) {
    let bodies = segments.filter { $0.marker == Self.application }.map(\.bytes)
    let main = bodies.filter { $0.starts(with: Self.mark) }.map {
      Latin1.text($0.dropFirst(Self.mark.count))
    }
    var parts: [(place: Int, bytes: ArraySlice<UInt8>)] = []
    var owner: ArraySlice<UInt8>?
    for body in bodies where body.starts(with: Self.extensionMark) {
      let head = body.dropFirst(Self.extensionMark.count)
      let data = head.dropFirst(Self.digest + 2 * Self.number)
      guard !data.isEmpty, owner == nil || owner?.elementsEqual(head.prefix(Self.digest)) == true
      else { continue }
      owner = owner ?? head.prefix(Self.digest)
      let place = head.dropFirst(Self.digest + Self.number).prefix(Self.number)
      parts.append((place.reduce(0) { $0 << 8 | Int($1) }, data))
    }
    let rest = parts.sorted { $0.place < $1.place }.flatMap(\.bytes)
    packets = main + (rest.isEmpty ? [] : [Latin1.text(rest)])
  }
}
