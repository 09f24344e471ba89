import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render

/// One end of the way that `wurst interpolate` draws: a prompt, or a picture with a recipe in it.
enum InterpolationEnd {
  case prompt(String)
  case picture(path: String, PictureMetadata)

  /// - Throws: `PNGError`, `MetadataError` or `Failure` when a picture's recipe cannot be read.
  init(_ argument: String) throws {
    let isFile =
      FileManager.default.fileExists(atPath: argument) && !Folder.exists(argument)
    guard isFile || Self.isFileName(argument) else {
      self = .prompt(argument)
      return
    }
    // Says what a file is that is no PNG, or that there is none.
    _ = try ImageReader.read(argument)
    guard let texts = try? PNGReader.texts(argument),
      let metadata = try PictureMetadata.read(texts)
    else {
      throw Failure(
        "\(argument) carries no recipe of wurst; give a picture that wurst has drawn, or a prompt",
        .damaged)
    }
    if let problem = Self.problem(of: metadata.recipe) {
      throw Failure("\(argument) \(problem), from which no way leads to another picture", .usage)
    }
    self = .picture(path: argument, metadata)
  }

  private static func isFileName(_ text: String) -> Bool {
    [".png", ".jpg", ".jpeg"].contains { text.lowercased().hasSuffix($0) }
  }

  private static func problem(of recipe: Recipe) -> String? {
    if recipe.start != .noise { return "was begun from another picture" }
    return recipe.toward == nil ? nil : "lies on the way between two recipes itself"
  }

  var picture: (path: String, metadata: PictureMetadata)? {
    if case .picture(let path, let metadata) = self { return (path, metadata) }
    return nil
  }
}

/// The way from one recipe to another one that differs in prompts and seed alone.
struct Interpolation {
  let from: Recipe
  let to: Recipe

  /// What keeps the two from being the ends of one way, as a sentence; nil when nothing does.
  func problem(standard: PictureSize) -> String? {
    let differences: [(String, Bool)] = [
      ("the model", from.model != to.model),
      ("the size", (from.size ?? standard) != (to.size ?? standard)),
      ("the number of pictures drawn together", from.count != to.count),
      ("the steps of Stage C", from.stageC.stepCount != to.stageC.stepCount),
      ("the schedule of Stage C", from.stageC.schedule != to.stageC.schedule),
      ("the guidance of Stage C", from.stageC.guidance != to.stageC.guidance),
      ("the part of Stage C that is guided", from.stageC.guidanceRange != to.stageC.guidanceRange),
      ("the sampler of Stage C", from.stageC.sampler != to.stageC.sampler),
      ("the steps of Stage B", from.stageB.steps != to.stageB.steps),
      ("the guidance of Stage B", from.stageB.guidance != to.stageB.guidance),
      ("the temperature of Stage B", from.stageB.temperature != to.stageB.temperature),
      ("the sampler of Stage B", from.stageB.sampler != to.stageB.sampler),
      ("the seed of Stage B", from.seedB != to.seedB),
      ("the LoRAs", from.loras != to.loras), ("the precision", from.precision != to.precision),
    ]
    let names = differences.filter(\.1).map(\.0)
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
