import ArgumentParser
import Engine
import Files
import Gallery
import Recipes
import Render

/// A run that goes on from what a picture carries.
struct Continuation {
  let source: any ModelSource
  /// What the new picture says of itself.
  let metadata: PictureMetadata
  /// What is drawn.
  let recipe: Recipe
  let kept: Trace
  /// What is not as the picture has it, as a sentence.
  let notice: String?

  /// - Parameter change: sets what is to be drawn otherwise.
  /// - Throws: `Failure` where the picture carries nothing to go on from, or was drawn with another
  ///   model, and why it cannot be read.
  init(
    _ path: Path, _ stage: ContinuationOptions.FirstStage, _ modelOptions: ModelOptions,
    change: (inout Recipe, ModelDescription) throws -> Void
  ) throws {
    guard var metadata = try PictureMetadata.read(ImageReader.texts(path)) else {
      throw Failure(
        "\(path) carries no recipe of wurst, and nothing to go on from", .damaged)
    }
    guard try ImageReader.isPNG(path) else {
      throw Failure(
        "\(path) is no PNG picture, and no other carries a latent to go on from; name the PNG of it",
        .damaged)
    }
    guard let trace = try TraceChunk.read(path) else {
      throw Failure(
        "\(path) carries no latent to go on from: it was written without, or another program has "
          + "changed it", .damaged)
    }
    if stage == .a && trace.tokens == nil {
      throw Failure(
        "\(path) carries no tokens, which only version 1 draws; go on with --stage b", .usage)
    }
    source = try Self.source(of: metadata.recipe, path, modelOptions)
    let description = source.description
    if let own = metadata.fingerprint, own != (try source.fingerprint()) {
      throw Failure(
        "\(path) was drawn with another model than '\(description.name)', for which its latent means "
          + "nothing", .damaged)
    }
    metadata.recipe.model = description.name
    let fitted = try FittedRecipe(metadata.recipe, to: description)
    notice = fitted.notice
    metadata.recipe = fitted.recipe
    try change(&metadata.recipe, description)
    metadata = PictureMetadata(
      recipe: metadata.recipe, fingerprint: try source.fingerprint(), number: metadata.number)
    self.metadata = metadata
    var recipe = metadata.recipe
    // Stage A draws each picture alone; what Stage B expected is no part of a picture, and is found again.
    if stage == .a && !recipe.stageB.isExpected { recipe.count = 1 }
    self.recipe = recipe
    kept = Trace(kept: trace.latent, tokens: stage == .a ? trace.tokens : nil, of: recipe)
  }

  /// Which of the pictures that are drawn is the one that goes on.
  var index: Int { recipe.count == 1 ? 0 : metadata.number - 1 }

  private static func source(
    of recipe: Recipe, _ path: Path, _ options: ModelOptions
  ) throws -> any ModelSource {
    do {
      // Without its changes the model would not be known for the one that has drawn.
      return try options.source(of: recipe, as: options.chosenModel)
    } catch let error as ResourceError where options.chosenModel == nil {
      throw Failure("\(path) needs --model: \(error)", .missing)
    }
  }
}
