package import Engine
package import Render
import Synchronization
package import Terminal

/// What a stage has made, or a picture, as an image.
package enum StageImage: SizedImage {
  /// One channel, or all of them in false colour.
  case latent(Latent, channel: Int?, colours: FalseColours, map: ColourMap = .viridis)
  /// In the colours of the codes, by their lightness in those of a map where one is given.
  case tokens(TokenGrid, colours: [UInt8]?, map: ColourMap? = nil)
  case picture(Picture)

  package var kind: ImagePlacement.Content {
    if case .picture = self { return .photo }
    return .grid
  }

  package var size: PixelSize {
    switch self {
    case .latent(let latent, _, _, _): PixelSize(width: latent.width, height: latent.height)
    case .tokens(let grid, _, _): PixelSize(width: grid.width, height: grid.height)
    case .picture(let picture): PixelSize(width: picture.width, height: picture.height)
    }
  }

  package func bitmap() -> Bitmap {
    switch self {
    case .latent(let latent, let channel?, _, let map) where channel < latent.channels:
      return LatentColours.channel(
        channel, of: latent.values, channels: latent.channels, height: latent.height,
        width: latent.width, map: map)
    case .latent(let latent, _, let colours, _): return colours.bitmap(of: latent)
    case .tokens(let grid, let table, let map):
      let largest = Int(grid.codes.max() ?? 0)
      let known = table.map { TokenColours(table: $0) }.flatMap { $0.codes > largest ? $0 : nil }
      let colours = known ?? TokenColours(distinguishing: largest + 1)
      let shown = map.map { colours.mapped(to: $0) } ?? colours
      return shown.bitmap(codes: grid.codes, width: grid.width, height: grid.height)
    case .picture(let picture): return picture.bitmap
    }
  }
}

/// False colours that stay where they were from one latent to the next.
package final class FalseColours: Sendable {
  private let colours = Mutex(LatentColours())

  package init() {}

  func bitmap(of latent: Latent) -> Bitmap {
    colours.withLock {
      $0.falseColour(
        latent.values, channels: latent.channels, height: latent.height, width: latent.width)
    }
  }
}

extension ImageSlot {
  /// The place of the large picture, which both screens have.
  package static let picture = ImageSlot(0)

  /// The places of the views beside it.
  static func side(_ tab: Preview.Tab) -> ImageSlot { ImageSlot(10 + tab.rawValue) }

  /// The places of the small pictures of a grid.
  static func cell(_ number: Int) -> ImageSlot { ImageSlot(1000 + number) }

  /// The places of the runs below the stages.
  static func strip(_ number: Int) -> ImageSlot { ImageSlot(100 + number) }
}

extension ImageKey {
  /// What there are images of.
  package enum Series: Int {
    case latent, tokens, picture, kept, input, thumbnail, strip, compared
  }

  package init(_ series: Series, version: Int, variant: Int) {
    self.init(series: series.rawValue, version: version, variant: variant)
  }
}
