import Files

/// The words in the chunks of a WebP file, of which no pixels are read.
enum WebPTexts {
  /// Pictures have a handful of chunks, animations one for each of their pictures.
  private static let maximumChunks = 100_000

  /// - Throws: `ReadError` when the file cannot be read; what is damaged ends the words.
  static func words(in file: borrowing PlainFile) throws(ReadError) -> [PictureText] {
    let (head, place) = (12, 8)
    var texts: [PictureText] = []
    var position = head
    for _ in 0..<maximumChunks {
      let chunk = try file.read(at: position, count: place)
      guard chunk.count == place else { break }
      let length = chunk[4...].reversed().reduce(0) { $0 << 8 | Int($1) }
      let name = String(decoding: chunk[..<4], as: UTF8.self)
      if ["EXIF", "XMP "].contains(name), length <= PictureSurvey.maximumText, texts.count < 100 {
        let data = try file.read(at: position + place, count: length)
        guard data.count == length else { break }
        texts +=
          name == "EXIF" ? exif(data)?.texts ?? [] : [PictureText(.xmp, Latin1.text(data))]
      }
      position += place + length + length % 2
    }
    return texts
  }

  /// EXIF data; some programs put the mark of JPEG files before them.
  static func exif(_ bytes: [UInt8]) -> EXIF? {
    EXIF(bytes.starts(with: EXIF.mark) ? bytes.dropFirst(EXIF.mark.count) : bytes[...])
  }
}
