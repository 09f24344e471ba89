import Engine
import Files
import Gallery
import Recipes
import Render

/// Draws pictures again by what they say of themselves.
struct Repetition {
  private let modelOptions: ModelOptions
  private let isQuiet: Bool
  private let cancellation: Cancellation
  /// The model that was needed last; most pictures need the same.
  private var latest: (name: String, loras: [Recipe.LoRA], pipeline: Pipeline, fingerprint: String)?

  init(modelOptions: ModelOptions, isQuiet: Bool, _ cancellation: Cancellation) {
    self.modelOptions = modelOptions
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
    let model = try model(of: recipe)
    if let fingerprint = metadata.fingerprint, fingerprint != model.fingerprint {
      throw Failure("it was drawn with another model than '\(model.name)'", .damaged)
    }
    recipe.model = model.pipeline.description.name
    let fitted = try FittedRecipe(recipe, to: model.pipeline.description)
    if let notice = fitted.notice { throw Failure(notice, .damaged) }
    let inputs = try inputs(of: recipe)
    try model.pipeline.check(recipe, inputs: inputs)
    let run = CommandRun(pipeline: model.pipeline, isQuiet: isQuiet, cancellation: cancellation)
    run.announce(path.description)
    let trace = try run(recipe, inputs: inputs)
    result.compare(own, trace.pictures[metadata.number - 1])
  }

  private mutating func model(
    of recipe: Recipe
  ) throws -> (name: String, loras: [Recipe.LoRA], pipeline: Pipeline, fingerprint: String) {
    let name = modelOptions.chosenModel ?? recipe.model
    if let latest, latest.name == name, latest.loras == recipe.loras { return latest }
    var source = try ResourceLocator().open(name, variant: modelOptions.variant)
    if !recipe.loras.isEmpty { source = try ChangedModel(source, loras: recipe.loras) }
    let model = (name, recipe.loras, try modelOptions.pipeline(source), try source.fingerprint())
    latest = model
    return model
  }

  /// The files that a recipe names, as they were.
  private func inputs(of recipe: Recipe) throws -> RunInputs {
    func read(_ path: Path, _ fingerprint: String, as use: PictureFile.Use) throws -> Picture {
      if path == StreamCopy.standardInput {
        throw Failure("it began from the standard input, which cannot be had again", .missing)
      }
      let file = try PictureFile(reading: path, as: use, cancellation)
      guard file.fingerprint == fingerprint else {
        throw Failure(
          "it began from \(path), which is not what it was; put back the picture of that time",
          .damaged)
      }
      return file.picture
    }
    switch recipe.start {
    case .noise: return RunInputs()
    case .picture(let input):
      return RunInputs(
        picture: try read(input.path, input.fingerprint, as: .picture),
        mask: try input.mask.map { try read($0.path, $0.fingerprint, as: .mask) })
    case .latent(let kept):
      // Of the picture all that counts is what it carries; it may have been judged since then.
      return RunInputs(latent: try TraceChunk.read(kept.path)?.latent)
    }
  }
}
