import CJPEG
import Files

/// What a JPEG file holds: the picture as it is stored, and what surrounds it.
struct JPEGPicture {
  /// The data of a marker.
  struct Segment {
    let marker: UInt8
    let bytes: [UInt8]

    /// EXIF data; nil for a segment that holds others.
    var exif: EXIF? {
      guard marker == 0xE1, bytes.starts(with: EXIF.mark) else { return nil }
      return EXIF(bytes.dropFirst(EXIF.mark.count))
    }
  }

  let bitmap: Bitmap
  /// Whether the colours are those of sRGB, as far as the file says.
  let isConverted: Bool
  let segments: [Segment]
  let rest: wurst_jpeg_rest

  /// The byte of the file behind the picture.
  var end: Int { Int(rest.end) }

  /// That of the first segment with EXIF data that name one.
  var orientation: Orientation {
    segments.lazy.compactMap { Orientation($0.exif) }.first ?? .upright
  }

  /// What is damaged or was left out; `isFollowed` says whether the file goes on behind the picture.
  func notices(isFollowed: Bool) -> [String] {
    var notices = isConverted ? [] : [ColourProfile.damaged]
    if rest.lacks_segments {
      notices.append("It has more segments than are read; the rest was left out.")
    }
    if rest.has_strange_bytes { notices.append("Strange bytes in it were left out.") }
    if rest.lacks_end {
      notices.append(ImageReading.endsBadly)
    } else if isFollowed {
      notices.append(ImageReading.goesOn)
    }
    return notices
  }
}
