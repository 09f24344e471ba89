import Engine
import Files
import Gallery
import Recipes
import Render

/// Draws pictures again by what they say of themselves.
struct Repetition {
  /// The model that was asked for in place of those of the recipes.
  private let chosen: String?
  private var models: RecipeModels
  private var inputs: RecipeInputs
  private let isQuiet: Bool
  private let cancellation: Cancellation

  init(modelOptions: ModelOptions, isQuiet: Bool, _ cancellation: Cancellation) {
    chosen = modelOptions.chosenModel
    models = RecipeModels(modelOptions)
    inputs = RecipeInputs(cancellation)
    self.isQuiet = isQuiet
    self.cancellation = cancellation
  }

  /// Draws a picture again and compares it, or says that there is no recipe to draw it by.
  ///
  /// - Throws: why the picture cannot be drawn again.
  mutating func verify(_ path: Path, _ result: inout VerifiedPicture) throws {
    let own = try ImageReader.read(path, cancellation).bitmap
    guard let metadata = try PictureMetadata.read(ImageReader.texts(path)) else {
      result.result = .skipped
      return
    }
    var recipe = metadata.recipe
    result.precision = recipe.precision
    recipe.model = chosen ?? recipe.model
    let model = try models.model(of: recipe)
    if let fingerprint = metadata.fingerprint, fingerprint != model.fingerprint {
      throw Failure("it was drawn with another model than '\(recipe.model)'", .damaged)
    }
    recipe.model = model.pipeline.description.name
    let fitted = try FittedRecipe(recipe, to: model.pipeline.description)
    if let notice = fitted.notice { throw Failure(notice, .damaged) }
    let inputs = try self.inputs.inputs(of: recipe)
    try model.pipeline.check(recipe, inputs: inputs)
    let run = CommandRun(pipeline: model.pipeline, isQuiet: isQuiet, cancellation: cancellation)
    run.announce(path.description)
    let trace = try run(recipe, inputs: inputs)
    result.compare(own, trace.pictures[metadata.number - 1])
  }
}
