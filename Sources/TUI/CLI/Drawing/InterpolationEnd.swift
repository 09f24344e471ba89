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

  /// - Throws: `PNGError`, `MetadataError` or `Failure` when a picture's recipe cannot be read.
  init(_ argument: String, _ cancellation: Cancellation) throws {
    let path = Path(typed: argument)
    let isFile = path.exists && !Folder.exists(path)
    guard isFile || Self.isFileName(argument) else {
      self = .prompt(argument)
      return
    }
    // Says what a file is that is no PNG, or that there is none.
    _ = try ImageReader.read(path, cancellation)
    guard let texts = try? PNGReader.texts(path),
      let metadata = try PictureMetadata.read(texts)
    else {
      throw Failure(
        "\(path) carries no recipe of wurst; give a picture that wurst has drawn, or a prompt",
        .damaged)
    }
    if let problem = Self.problem(of: metadata.recipe) {
      throw Failure("\(path) \(problem), from which no way leads to another picture", .usage)
    }
    self = .picture(path: path, metadata)
  }

  private static func isFileName(_ text: String) -> Bool {
    [".png", ".jpg", ".jpeg"].contains { text.lowercased().hasSuffix($0) }
  }

  private static func problem(of recipe: Recipe) -> String? {
    if recipe.start != .noise { return "was begun from another picture" }
    return recipe.toward == nil ? nil : "lies on the way between two recipes itself"
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
