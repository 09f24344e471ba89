import Recipes

/// Turns a picture into a latent on the scale of Stage C.
struct PictureEncoder {
  let model: Model

  /// - Parameter grid: of the latent; the picture is cut to its proportions.
  func callAsFunction(_ picture: Picture, grid: PictureSizes.Grid) throws -> Tensor {
    let encoder = try model.encoder()
    guard let part = model.description.encoder else { preconditionFailure("it was just loaded") }
    let fit = Self.preprocessing(picture, grid: grid, reduction: part.reduction)
    let input = fit(rgb: picture.rgb, height: picture.height, width: picture.width)
    let latent = try encoder(input).mapElements { $0 * part.scaling.scale + part.scaling.shift }
    try Compute.check()
    return latent
  }

  static func preprocessing(
    _ picture: Picture, grid: PictureSizes.Grid, reduction: Int
  ) -> ImagePreprocessing {
    ImagePreprocessing(
      covering: (reduction * grid.height, reduction * grid.width),
      height: picture.height, width: picture.width)
  }
}
