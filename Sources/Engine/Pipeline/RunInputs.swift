import Recipes

/// The pictures that a recipe names, read from their files.
package struct RunInputs: Equatable, Sendable {
  package var picture: Picture?
  /// Bright where something new is drawn.
  package var mask: Picture?

  package init(picture: Picture? = nil, mask: Picture? = nil) {
    self.picture = picture
    self.mask = mask
  }
}

/// A picture or mask that a run cannot begin from.
package enum InputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The mask leaves nothing to draw.
  case emptyMask

  package var description: String {
    switch self {
    case .emptyMask: "the mask is dark everywhere: paint white what is to be drawn anew"
    }
  }
}

extension RunInputs {
  /// Cells of the latent that are bright at least so far are drawn anew.
  private static let maskThreshold: Float = 0.25

  /// The mask on the grid of a latent, `[count, height, width, 1]`, of zeros and ones.
  func mask(
    on grid: PictureSizes.Grid, count: Int
  ) throws(InputError) -> Tensor? {
    guard let mask else { return nil }
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
