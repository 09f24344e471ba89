/// How the stored rows and columns of a picture lie when it is looked at (EXIF 2.32 §4.6.4, tag 274).
package enum Orientation: Int, CaseIterable, Equatable, Sendable {
  case upright = 1
  case mirrored
  case upsideDown
  case flipped
  /// The first stored row is the left side, the first column the top.
  case transposed
  /// A quarter turn clockwise shows the picture.
  case turnedRight
  /// The first stored row is the right side, the first column the bottom.
  case transversed
  /// A quarter turn counter-clockwise shows the picture.
  case turnedLeft
}

extension Orientation {
  /// Finds the orientation in EXIF data; nil where there is none.
  init?(_ exif: EXIF?) {
    let tag = 274
    guard let exif, let main = exif.main, let entry = exif.entry(tag, in: main),
      let value = exif.number(of: entry), let orientation = Self(rawValue: value)
    else { return nil }
    self = orientation
  }
}
