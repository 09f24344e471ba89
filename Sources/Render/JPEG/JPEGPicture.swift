import CJPEG
import Files

/// What a JPEG file holds: the picture as it is stored, and what surrounds it.
struct JPEGPicture {
  /// The data of a marker.
  struct Segment {
    let marker: UInt8
    let bytes: [UInt8]
  }

  let bitmap: Bitmap
  /// Whether the colours are those of sRGB, as far as the file says.
  let isConverted: Bool
  let segments: [Segment]
  let rest: wurst_jpeg_rest

  /// The byte of the file behind the picture.
  var end: Int { Int(rest.end) }

  private static let exif = (marker: UInt8(0xE1), mark: Array("Exif\0\0".utf8))

  /// That of the first segment with EXIF data that name one.
  var orientation: Orientation {
    for segment in segments
    where segment.marker == Self.exif.marker && segment.bytes.starts(with: Self.exif.mark) {
      let data = segment.bytes.dropFirst(Self.exif.mark.count)
      if let orientation = Orientation(exif: data) { return orientation }
    }
    return .upright
  }

  /// What is damaged or was left out; `isFollowed` says whether the file goes on behind the picture.
  func notices(isFollowed: Bool) -> [String] {
    var notices = isConverted ? [] : [ColourProfile.damaged]
    if rest.lacks_segments {
      notices.append("It has more segments than are read; the rest was left out.")
    }
    if rest.has_strange_bytes { notices.append("Strange bytes in it were left out.") }
    if rest.lacks_end {
      notices.append("Behind its pixels the file is damaged.")
    } else if isFollowed {
      notices.append("What lies behind the end of the picture was left out.")
    }
    return notices
  }
}
