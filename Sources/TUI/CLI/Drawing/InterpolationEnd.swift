import Dialects
import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render

/// One end of the way that `wurst interpolate` draws: a prompt, or a picture with a recipe in it.
enum InterpolationEnd {
  case prompt(String)
  case picture(path: Path, PictureMetadata)
  /// Of another program, for which a model is still to be found.
  case foreign(path: Path, ForeignRecipe)

  /// - Throws: `PNGError`, `MetadataError` or `Failure` when a picture's recipe cannot be read.
  init(_ argument: String, _ cancellation: Cancellation) throws {
    let path = Path(typed: argument)
    let isFile = path.exists && !Folder.exists(path)
    guard isFile || Self.isFileName(argument) else {
      self = .prompt(try PromptArgument.read(argument, cancellation))
      return
    }
    // Says what a file is that is no picture, or that there is none.
    _ = try ImageReader.read(path, cancellation)
    let survey = try ImageReader.survey(path)
    guard let metadata = try PictureMetadata.read(survey) else {
      guard let recipe = ForeignRecipe.read(survey), recipe.prompt != nil else {
        throw Failure(
          "\(path) carries no recipe; give a picture that does, or a prompt", .damaged)
      }
      self = .foreign(path: path, recipe)
      return
    }
    if let problem = Self.problem(of: metadata.recipe) {
      throw Failure("\(path) \(problem), from which no way leads to another picture", .usage)
    }
    self = .picture(path: path, metadata)
  }

  private static func isFileName(_ text: String) -> Bool {
    [".png", ".jpg", ".jpeg", ".webp"].contains { text.lowercased().hasSuffix($0) }
  }

  private static func problem(of recipe: Recipe) -> String? {
    if recipe.start != .noise { return "was begun from another picture" }
    return recipe.toward == nil ? nil : "lies on the way between two recipes itself"
  }

  /// Makes a picture's recipe one that the model of `facts` can draw.
  ///
  /// - Returns: what is not as the picture has it, as a sentence; nil where everything is.
  mutating func fit(
    to model: ModelDescription, _ facts: ModelFacts
  ) throws(RecipeError) -> String? {
    if case .foreign(let path, let foreign) = self {
      let recall = Recall(foreign, for: facts)
      self = .picture(
        path: path,
        PictureMetadata(recipe: recall.recipe, fingerprint: nil, app: foreign.program))
      let left = recall.left.isEmpty ? nil : recall.left.joined(separator: "; ")
      return "\(path) was drawn by \(foreign.program)" + (left.map { "; left out: \($0)" } ?? "")
    }
    guard case .picture(let path, var metadata) = self else { return nil }
    let fitted = try FittedRecipe(metadata.recipe, to: model)
    metadata.recipe = fitted.recipe
    self = .picture(path: path, metadata)
    return fitted.notice.map { "\(path): \($0)" }
  }

  /// Of a picture.
  var path: Path? {
    switch self {
    case .prompt: nil
    case .picture(let path, _), .foreign(let path, _): path
    }
  }

  var picture: (path: Path, metadata: PictureMetadata)? {
    if case .picture(let path, let metadata) = self { return (path, metadata) }
    return nil
  }
}

/// The way from one recipe to another one that differs in prompts and seed alone.
struct Interpolation {
  let from: Recipe
  let to: Recipe

  /// What the two may differ in, beside their prompts.
  private static let ends = [Parameters.negative.id, Parameters.seed.id]

  /// What keeps the two from being the ends of one way, as a sentence; nil when nothing does.
  func problem(standard: PictureSize) -> String? {
    let (one, other) = (from.complete(standard), to.complete(standard))
    let names = Parameters.all.filter { parameter in
      !Self.ends.contains(parameter.id) && parameter.differs(one, other)
    }.map(\.name)
    return names.isEmpty
      ? nil : "the two differ in \(names.joined(separator: ", ")), and not in prompt and seed alone"
  }

  /// The recipe at a share of the way: at 0 and 1 the ends themselves.
  func recipe(at share: Float) -> Recipe {
    if share <= 0 { return from }
    if share >= 1 { return to }
    var recipe = from
    recipe.toward = .init(prompt: to.prompt, negative: to.negative, seed: to.seed, share: share)
    return recipe
  }
}

extension Recipe {
  /// The recipe with the numbers that it leaves to the model and to the schedule.
  fileprivate func complete(_ standard: PictureSize) -> Recipe {
    var complete = self
    complete.size = size ?? standard
    complete.stageC.steps = stageC.stepCount
    return complete
  }
}
