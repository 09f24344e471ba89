/// The ICC profile of a JPEG file, which lies in up to 255 segments (ICC.1:2010 B.4).
enum JPEGProfile {
  case none
  /// Parts of it are missing.
  case damaged
  case whole(ColourProfile)

  private static let mark = Array("ICC_PROFILE\0".utf8)

  init(_ segments: [JPEGPicture.Segment]) {
    // Behind the mark the number of the part, counted from 1, and how many there are.
    let head = Self.mark.count + 2
    let parts = segments.filter {
      $0.marker == 0xE2 && $0.bytes.count > head && $0.bytes.starts(with: Self.mark)
    }
    guard let first = parts.first else {
      self = .none
      return
    }
    let count = Int(first.bytes[head - 1])
    let bytes = (0..<count).map { number in
      parts.first { $0.bytes[head - 2] == number + 1 }?.bytes.dropFirst(head) ?? []
    }
    let isWhole = count > 0 && bytes.allSatisfy { !$0.isEmpty }
    self = isWhole ? .whole(.icc(Array(bytes.joined()))) : .damaged
  }
}
