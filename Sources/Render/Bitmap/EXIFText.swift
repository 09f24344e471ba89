/// The entries of EXIF data that programs keep words in (EXIF 2.32 §4.6).
package enum EXIFText: Int, CaseIterable, Equatable, Sendable {
  case imageDescription = 0x010E
  case make = 0x010F
  case model = 0x0110
  case software = 0x0131
  case makerNote = 0x927C
  case userComment = 0x9286

  /// Longer notes are data of cameras.
  private static let longestNote = 256

  /// The words of an entry; nil for what are none.
  fileprivate func text(of bytes: ArraySlice<UInt8>) -> String? {
    switch self {
    case .userComment: return UserComment.text(of: bytes)
    case .makerNote where bytes.count > Self.longestNote: return nil
    case .imageDescription, .make, .model, .software, .makerNote:
      let text = Latin1.text(bytes.prefix { $0 != 0 })
      return text.isEmpty ? nil : text
    }
  }
}

extension EXIF {
  /// The words in the first directory and in the one that it names for EXIF, in this order.
  ///
  /// Some programs put what belongs into the second into the first.
  var texts: [PictureText] {
    guard let main else { return [] }
    let pointer = 0x8769
    let directories = [main, entry(pointer, in: main).flatMap(number(of:))].compactMap(\.self)
    return directories.flatMap { directory in
      EXIFText.allCases.compactMap { tag in
        entry(tag.rawValue, in: directory).flatMap(bytes(of:)).flatMap(tag.text(of:)).map {
          PictureText(.exif(tag), $0)
        }
      }
    }
  }
}
