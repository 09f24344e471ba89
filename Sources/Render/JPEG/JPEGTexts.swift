/// How the texts of a picture lie in the segments of a JPEG file.
///
/// `parameters` is the EXIF comment; any other text is a comment of its own: keyword, NUL, UTF-8, in
/// several where it is long.
enum JPEGTexts {
  private static let comment: UInt8 = 0xFE
  private static let parameters = "parameters"
  /// Bytes of a segment beside its length.
  private static let maximumLength = 65533

  /// The segments of the texts; an EXIF comment that does not fit into one is left out.
  static func segments(_ texts: [PNGText]) -> [JPEGPicture.Segment] {
    texts.flatMap { text -> [JPEGPicture.Segment] in
      if text.keyword == parameters {
        let bytes = EXIF.mark + UserComment.exif(text.text)
        return bytes.count > maximumLength ? [] : [.init(marker: 0xE1, bytes: bytes)]
      }
      let head = Array(text.keyword.utf8) + [0]
      let content = Array(text.text.utf8)
      let length = maximumLength - head.count
      return stride(from: 0, to: max(1, content.count), by: length).map { first in
        .init(marker: comment, bytes: head + content[first..<min(content.count, first + length)])
      }
    }
  }

  /// The texts that `segments` writes, and the EXIF comments of other programs.
  static func texts(_ segments: [JPEGPicture.Segment]) -> [PNGText] {
    let exif = segments.lazy.compactMap(\.exif).compactMap(UserComment.text).first
    return (exif.map { [PNGText(keyword: parameters, text: $0)] } ?? [])
      + comments(segments).compactMap { comment in
        comment.keyword.map { PNGText(keyword: $0, text: Latin1.text(comment.bytes)) }
      }
  }

  /// The words in EXIF data and XMP, and comments, each kind in the order of the file.
  static func words(_ segments: [JPEGPicture.Segment]) -> [PictureText] {
    segments.lazy.compactMap(\.exif).flatMap(\.texts)
      + comments(segments).map { comment in
        PictureText(comment.keyword.map { .keyword($0) } ?? .comment, Latin1.text(comment.bytes))
      } + XMPSegments(segments).packets.map { PictureText(.xmp, $0) }
  }

  /// What a comment says behind its keyword, if it has one.
  private struct Comment {
    let keyword: String?
    var bytes: [UInt8]
  }

  /// The comments; those with the same keyword are parts of one.
  private static func comments(_ segments: [JPEGPicture.Segment]) -> [Comment] {
    var comments: [Comment] = []
    for segment in segments where segment.marker == comment {
      guard let end = segment.bytes.firstIndex(of: 0),
        let keyword = String(validating: segment.bytes[..<end], as: UTF8.self),
        1...79 ~= keyword.unicodeScalars.count
      else {
        comments.append(Comment(keyword: nil, bytes: Array(segment.bytes.prefix { $0 != 0 })))
        continue
      }
      let part = segment.bytes[(end + 1)...].prefix { $0 != 0 }
      if let index = comments.firstIndex(where: { $0.keyword == keyword }) {
        comments[index].bytes += part
      } else {
        comments.append(Comment(keyword: keyword, bytes: Array(part)))
      }
    }
    return comments
  }
}
