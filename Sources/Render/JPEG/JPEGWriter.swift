/// Writes bitmaps as JPEG files of high quality: 95, with all colours at their full size, in one scan.
package enum JPEGWriter {
  /// The longest side of a JPEG file.
  package static let maximumSide = 65_500

  /// The bytes of a JPEG file with the texts ahead of the pixels.
  ///
  /// `parameters` becomes the EXIF comment, where other programs look for it, and other texts become
  /// comments that `JPEGReader.texts` finds.
  package static func encode(
    _ bitmap: Bitmap, texts: [PNGText]
  ) throws(JPEGError) -> [UInt8] {
    guard max(bitmap.width, bitmap.height) <= maximumSide else {
      throw .encoder(
        reason: "its sides may have \(maximumSide) pixels, not \(bitmap.width)×\(bitmap.height)")
    }
    return try JPEGLibrary.encode(bitmap, JPEGTexts.segments(texts))
  }
}
