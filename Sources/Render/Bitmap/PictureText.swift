/// A text of a picture file, as it stands there.
package struct PictureText: Equatable, Sendable {
  /// Where in the file the text stands.
  package enum Place: Equatable, Sendable {
    /// In a text of a PNG file, or a comment of a JPEG file, that begins with a keyword.
    case keyword(String)
    /// In a comment of a JPEG file without a keyword.
    case comment
    /// In an entry of EXIF data.
    case exif(EXIFText)
    /// In a packet of XMP, which is XML.
    case xmp
  }

  package let place: Place
  package let text: String

  package init(_ place: Place, _ text: String) {
    self.place = place
    self.text = text
  }
}

/// What a picture file says of itself in words.
package struct PictureSurvey: Equatable, Sendable {
  /// Bytes that are read of texts.
  package static let maximumText = 16 << 20

  /// As it is stored; nil where the file does not begin with it.
  package var size: PixelSize?
  /// In the order of the file.
  package let texts: [PictureText]
  /// What is damaged or was left out, in sentences about the file.
  package let notices: [String]
  /// The names of chunks that programs made for themselves, each once.
  package let privateChunks: [String]

  package init(texts: [PictureText], notices: [String] = [], privateChunks: [String] = []) {
    self.texts = texts
    self.notices = notices
    self.privateChunks = privateChunks
  }

  /// The texts that begin with a keyword.
  package var keyed: [(keyword: String, text: String)] {
    texts.compactMap { text in
      if case .keyword(let keyword) = text.place { (keyword, text.text) } else { nil }
    }
  }
}
