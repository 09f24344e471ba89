package import Engine
package import Render

extension Picture {
  package var bitmap: Bitmap { Bitmap(width: width, height: height, rgb: rgb) }

  package init(_ bitmap: Bitmap) {
    self.init(width: bitmap.width, height: bitmap.height, rgb: bitmap.rgb)
  }
}

extension ImageSource.Content {
  /// How the image may be scaled.
  package var kind: ImagePlacement.Content {
    if case .picture = self { return .photo }
    return .grid
  }

  /// The image with one pixel for each element; `colours` keeps false colours where they were.
  package func bitmap(_ colours: inout LatentColours) -> Bitmap {
    switch self {
    case .latent(let latent, let channel):
      if let channel, channel < latent.channels {
        return LatentColours.channel(
          channel, of: latent.values, channels: latent.channels, height: latent.height,
          width: latent.width)
      }
      return colours.falseColour(
        latent.values, channels: latent.channels, height: latent.height, width: latent.width)
    case .tokens(let grid, let table):
      let largest = Int(grid.codes.max() ?? 0)
      let known = table.map { TokenColours(table: $0) }.flatMap { $0.codes > largest ? $0 : nil }
      let colours = known ?? TokenColours(distinguishing: largest + 1)
      return colours.bitmap(codes: grid.codes, width: grid.width, height: grid.height)
    case .picture(let picture): return picture.bitmap
    }
  }
}
