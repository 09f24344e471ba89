/// The pixels of a picture as its file stores them: colour, and above it how opaque each is.
struct Layers {
  let size: PixelSize
  /// Red, green, blue, and opacity from 0 to 255.
  let rgba: [UInt8]
  /// Of the rows as they are stored.
  let orientation: Orientation
}
