import Recipes

/// What is known of two models that were never trained.
enum TestFacts {
  static let tokens = ModelFacts(
    name: "tokens", channels: 16, codes: 8192,
    sizes: PictureSizes(
      trained: PictureSize(width: 512, height: 512), latent: .init(height: 12, width: 12),
      reduction: 4, unit: 8),
    defaults: .first)

  static let details = ModelFacts(
    name: "details", channels: 16, codes: nil,
    sizes: PictureSizes(
      standard: PictureSize(width: 1024, height: 1024), grids: LatentGrids(), reduction: 4,
      unit: 4),
    defaults: .second)

  static let all = [tokens, details]
}
