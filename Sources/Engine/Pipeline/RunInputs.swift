package import Files
package import Recipes

/// What a recipe names by its file, as it was read.
package struct RunInputs: Equatable, Sendable {
  package var picture: Picture?
  /// Bright where something new is drawn.
  package var mask: Picture?
  /// The latent that Stage C drew for a kept picture.
  package var latent: Latent?

  package init(picture: Picture? = nil, mask: Picture? = nil, latent: Latent? = nil) {
    self.picture = picture
    self.mask = mask
    self.latent = latent
  }
}

/// A mask or latent that a run cannot begin from.
package enum InputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mask leaves nothing to draw.
  case emptyMask
  /// The mask has other proportions than the picture.
  case foreignMask(found: PictureSize, wanted: PictureSize)
  /// The recipe names a latent and none is given.
  case latentMissing(path: Path)
  case foreignLatent(found: Latent.Shape, wanted: Latent.Shape)
  /// Tokens that were kept of a run, and what about them does not fit the model.
  case foreignTokens(problem: String)
  /// The latent that the recipe names has numbers that are not finite.
  case damagedLatent(path: Path)

  package var description: String {
    switch self {
    case .latentMissing(let path):
      "the recipe begins from the latent of \(path), which is not at hand"
    case .foreignLatent(let found, let wanted):
      "the latent to begin from has \(found) where this model draws on \(wanted)"
    case .foreignTokens(let problem):
      "the tokens to go on from do not fit this model: \(problem)"
    case .foreignMask(let found, let wanted):
      "the mask has \(found.width)×\(found.height) pixels where the picture has "
        + "\(wanted.width)×\(wanted.height): cut it to the same proportions; it is scaled then"
    case .damagedLatent(let path):
      "the latent of \(path) has numbers that are not finite; begin from another picture"
    case .emptyMask: "the mask is dark everywhere: paint white what is to be drawn anew"
    }
  }
}

extension RunInputs {
  /// Cells of the latent that are bright at least so far are drawn anew.
  private static let maskThreshold: Float = 0.25

  /// The latent to begin from, for a model that draws latents of `shape`; nil where none is named.
  func latent(
    for start: Recipe.Start, _ shape: Latent.Shape
  ) throws(InputError) -> Tensor? {
    guard case .latent(let kept) = start else { return nil }
    guard let latent else { throw .latentMissing(path: kept.path) }
    guard latent.shape == shape else { throw .foreignLatent(found: latent.shape, wanted: shape) }
    let tensor = Tensor(latent)
    guard tensor.isFinite else { throw .damagedLatent(path: kept.path) }
    return tensor
  }

  /// The mask on the grid of a latent, `[count, height, width, 1]`, of zeros and ones.
  func mask(
    on grid: PictureSizes.Grid, count: Int
  ) throws(InputError) -> Tensor? {
    guard let mask else { return nil }
    if let picture, !mask.suits(picture) {
      throw .foreignMask(found: mask.size, wanted: picture.size)
    }
    let fit = ImagePreprocessing(
      covering: (grid.height, grid.width), height: mask.height, width: mask.width)
    let colours = fit.fitted(rgb: mask.rgb, height: mask.height, width: mask.width).elements
    let cells = stride(from: 0, to: colours.count, by: 3).map { first -> Float in
      colours[first..<first + 3].reduce(0, +) / 3 >= Self.maskThreshold ? 1 : 0
    }
    guard cells.contains(1) else { throw .emptyMask }
    return Tensor([1, grid.height, grid.width, 1], cells).repeatingSamples(count)
  }
}

extension Picture {
  fileprivate var size: PictureSize { PictureSize(width: width, height: height) }

  /// Whether the two have the same proportions within 1 %, or as near to them as whole pixels come.
  fileprivate func suits(_ other: Picture) -> Bool {
    let difference = abs(width * other.height - height * other.width)
    return 100 * difference <= height * other.width
      || 2 * difference <= other.width + other.height
  }
}
