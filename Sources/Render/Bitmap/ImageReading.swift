/// A picture as it was read from a file, upright.
package struct ImageReading: Equatable, Sendable {
  package let bitmap: Bitmap
  /// What a user may want to know of the file, in sentences about it: what is damaged or was left
  /// out.
  package let notices: [String]
  /// The byte of the file behind the picture; what follows is none of it.
  package let end: Int

  package init(bitmap: Bitmap, notices: [String], end: Int) {
    self.bitmap = bitmap
    self.notices = notices
    self.end = end
  }
}
