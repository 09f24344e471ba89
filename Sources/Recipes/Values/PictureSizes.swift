/// Which pictures a model can draw, and the grids of its latents for each.
package struct PictureSizes: Equatable, Sendable {
  /// What is drawn when no size is asked for.
  package let standard: PictureSize
  /// The extents that a side of a picture can have, in pixels, rising.
  package let extents: [Int]
  private let rule: Rule
  /// Pixels per position of Stage B's grid.
  private let reduction: Int

  private enum Rule: Equatable {
    /// The latent has the share of the picture that it has at the trained size.
    case proportional(latent: Grid, picture: PictureSize)
    case published(LatentGrids)
  }

  package struct Grid: Equatable, Sendable, CustomStringConvertible {
    package let height: Int
    package let width: Int

    package init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }

    package var description: String { "\(width)×\(height)" }
  }

  /// The largest side of a picture.
  private static let largest = 4096

  /// Of a model whose Stage B draws tokens.
  ///
  /// - Parameters:
  ///   - latent: Stage C's grid for a picture of the trained size.
  ///   - unit: what Stage B's grid must be a multiple of.
  package init(trained picture: PictureSize, latent: Grid, reduction: Int, unit: Int) {
    standard = picture
    rule = .proportional(latent: latent, picture: picture)
    self.reduction = reduction
    extents = Array(stride(from: reduction * unit, through: Self.largest, by: reduction * unit))
  }

  /// Of a model whose Stage B draws a latent (spec v2 §8.2).
  package init(standard: PictureSize, grids: LatentGrids, reduction: Int, unit: Int) {
    self.standard = standard
    rule = .published(grids)
    self.reduction = reduction
    extents = (1...Self.largest / reduction).map { reduction * $0 }.filter { pixels in
      let extent = grids.decoder(grids.prior(pixels))
      return extent % unit == 0 && reduction * extent == pixels
    }
  }

  /// The grids of Stage C and of Stage B for a picture.
  ///
  /// - Throws: `SizeError` naming the nearest sizes when the model cannot draw this one.
  package func grids(
    for size: PictureSize
  ) throws(SizeError) -> (latent: Grid, fine: Grid) {
    guard extents.contains(size.width), extents.contains(size.height) else {
      throw SizeError(size: size, sizes: self)
    }
    let fine = Grid(height: size.height / reduction, width: size.width / reduction)
    switch rule {
    case .published(let grids):
      return (Grid(height: grids.prior(size.height), width: grids.prior(size.width)), fine)
    case .proportional(let latent, let picture):
      return (
        Grid(
          height: (size.height * latent.height + picture.height - 1) / picture.height,
          width: (size.width * latent.width + picture.width - 1) / picture.width), fine
      )
    }
  }

  /// The extent that a side can have next to `pixels`, below and above it.
  package func neighbours(of pixels: Int) -> [Int] {
    if extents.contains(pixels) { return [pixels] }
    let below = extents.last { $0 < pixels }
    let above = extents.first { $0 > pixels }
    return [below, above].compactMap(\.self)
  }

  /// The size nearest to `size` that the model can draw.
  package func nearest(to size: PictureSize) -> PictureSize {
    func nearest(_ pixels: Int) -> Int {
      extents.min { abs($0 - pixels) < abs($1 - pixels) } ?? pixels
    }
    return PictureSize(width: nearest(size.width), height: nearest(size.height))
  }

  /// The extents in words, such as `multiples of 128 from 128 to 4096`.
  package var sentence: String {
    guard let first = extents.first, let last = extents.last else { return "no size" }
    return "multiples of \(first) from \(first) to \(last)"
  }
}

/// A size that the model cannot draw.
package struct SizeError: Error, Equatable, Sendable, CustomStringConvertible {
  package let size: PictureSize
  private let widths: [Int]
  private let heights: [Int]
  private let sentence: String

  init(size: PictureSize, sizes: PictureSizes) {
    self.size = size
    widths = sizes.neighbours(of: size.width)
    heights = sizes.neighbours(of: size.height)
    sentence = sizes.sentence
  }

  package var description: String {
    let nearest = heights.flatMap { height in widths.map { "\($0)x\(height)" } }
    return "this model cannot draw \(size); width and height are \(sentence); the nearest: "
      + nearest.joined(separator: ", ")
  }
}
