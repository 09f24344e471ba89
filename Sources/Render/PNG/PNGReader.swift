package import Files

/// Reads PNG files of every kind as 8-bit RGB in sRGB, from whatever space the file says.
///
/// Transparent pixels lie on white. The picture is turned as the file's EXIF data say. Pictures of more than `maximumPixels` are refused, as is damage to
/// the pixels; damage beside them, and texts beyond `maximumTexts` or `maximumText` bytes, are left
/// out with a notice.
package enum PNGReader {
  package static let maximumPixels = 100_000_000
  package static let maximumTexts = 1000
  package static let maximumText = PictureSurvey.maximumText

  /// A picture with what its file says of it.
  package struct Picture: Equatable, Sendable {
    package let image: ImageReading
    package let texts: [PNGText]
    package var bitmap: Bitmap { image.bitmap }
  }

  /// What a file says beside its pixels.
  package struct Survey: Equatable, Sendable {
    package let texts: [PNGText]
    /// What is damaged or was left out, in sentences about the file.
    package let notices: [String]
    /// The names of chunks that programs made for themselves, each once; 16 at most.
    package let privateChunks: [String]

    package init(texts: [PNGText], notices: [String], privateChunks: [String] = []) {
      self.texts = texts
      self.notices = notices
      self.privateChunks = privateChunks
    }
  }

  /// The pixels and texts of a file.
  ///
  /// - Throws: `PNGError`, or `CancellationError`.
  package static func read(
    _ path: Path, _ cancellation: Cancellation = Cancellation()
  ) throws -> Picture {
    let file = try PNGFile(path)
    let contents = try file.contents()
    let texts = PNGTexts.read(contents.texts)
    var pixels = try PNGLibrary.pixels(in: file, at: contents.pieces, cancellation)
    var notices = contents.notices + texts.notices
    if let profile = contents.colour.profile,
      let conversion = ColourConversion(
        from: profile, space: pixels.isGrey ? .grey : .colours)
    {
      try conversion.convert(&pixels.bytes, cancellation)
    } else if contents.colour.profile != nil || contents.colour.isDamaged {
      notices.append(ColourProfile.damaged)
    }
    let bitmap = Bitmap(
      width: pixels.size.width, height: pixels.size.height, rgb: pixels.bytes)
    let image = ImageReading(
      bitmap: try bitmap.turned(contents.orientation, cancellation), notices: notices,
      end: contents.end)
    return Picture(image: image, texts: texts.texts)
  }

  /// The pixels with how opaque they are; nil where the file does not say.
  static func layers(_ path: Path, _ cancellation: Cancellation) throws -> Layers? {
    let file = try PNGFile(path)
    let contents = try file.contents()
    let pixels = try PNGLibrary.pixels(
      in: file, at: contents.pieces, alpha: true, cancellation)
    guard pixels.hasAlpha else { return nil }
    return Layers(size: pixels.size, rgba: pixels.bytes, orientation: contents.orientation)
  }

  /// The texts of a file; its pixels are not read, only stepped over.
  package static func texts(_ path: Path) throws(PNGError) -> [PNGText] {
    try survey(path).texts
  }

  /// The texts of a file and what is to be said of them.
  package static func survey(_ path: Path) throws(PNGError) -> Survey {
    let contents = try PNGFile(path).contents()
    let texts = PNGTexts.read(contents.texts)
    return Survey(
      texts: texts.texts, notices: contents.notices + texts.notices,
      privateChunks: contents.privateNames)
  }

  /// The data of the first private chunk called `name`; nil where there is none.
  ///
  /// - Throws: `PNGError`, also where the chunk is damaged or has more than `limit` bytes.
  package static func chunk(
    _ name: String, of path: Path, limit: Int
  ) throws(PNGError) -> [UInt8]? {
    let contents = try PNGFile(path).contents(wanting: (name, limit))
    switch contents.found {
    case .whole(let data): return data
    case .damaged(let reason): throw .damaged(path: path, reason: reason)
    case nil:
      if contents.notices.contains(ImageReading.endsBadly) {
        throw .damaged(path: path, reason: "the file ends too early")
      }
      return nil
    }
  }

  /// The same with the words in EXIF data and XMP.
  static func words(_ path: Path) throws(PNGError) -> PictureSurvey {
    let contents = try PNGFile(path).contents()
    let read = PNGTexts.read(contents.texts)
    let texts = read.texts.map {
      PictureText($0.keyword == xmpKeyword ? .xmp : .keyword($0.keyword), $0.text)
    }
    return PictureSurvey(
      texts: texts + (contents.exif?.texts ?? []), notices: contents.notices + read.notices,
      privateChunks: contents.privateNames)
  }

  /// Of the text that is a packet of XMP (XMP part 3, §1.1.5).
  private static let xmpKeyword = "XML:com.adobe.xmp"
}
