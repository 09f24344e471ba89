package import Files

extension Bitmap {
  /// The bitmap as it is to be looked at, if its rows were stored in `orientation`.
  package func turned(
    _ orientation: Orientation, _ cancellation: Cancellation = Cancellation()
  ) throws(CancellationError) -> Bitmap {
    if orientation == .upright { return self }
    // The stored pixel at the top left of the result, and the steps from it to the right and down.
    let (right, bottom) = (width - 1, height - 1)
    let across = 1
    let down = width
    let path: (x: Int, y: Int, column: Int, row: Int) =
      switch orientation {
      case .upright: (0, 0, across, down)
      case .mirrored: (right, 0, -across, down)
      case .upsideDown: (right, bottom, -across, -down)
      case .flipped: (0, bottom, across, -down)
      case .transposed: (0, 0, down, across)
      case .turnedRight: (0, bottom, -down, across)
      case .transversed: (right, bottom, -down, -across)
      case .turnedLeft: (right, 0, down, -across)
      }
    let swapsAxes =
      switch orientation {
      case .upright, .mirrored, .upsideDown, .flipped: false
      case .transposed, .turnedRight, .transversed, .turnedLeft: true
      }
    let size = swapsAxes ? PixelSize(width: height, height: width) : self.size
    let start = path.y * width + path.x
    var turned: [UInt8] = []
    turned.reserveCapacity(rgb.count)
    for row in 0..<size.height {
      try cancellation.check()
      var at = 3 * (start + row * path.row)
      for _ in 0..<size.width {
        turned.append(rgb[at])
        turned.append(rgb[at + 1])
        turned.append(rgb[at + 2])
        at += 3 * path.column
      }
    }
    return Bitmap(width: size.width, height: size.height, rgb: turned)
  }
}
