import Files
package import Recipes

/// What becomes of a picture of another program in a model of wurst's.
package struct Recall: Equatable, Sendable {
  /// With what was taken over.
  package let recipe: Recipe
  /// What was taken over, as sentences call it.
  package let taken: [String]
  /// What was not, each with its value and the reason where it is not plain.
  package let left: [String]

  /// Characters of a value that are said of what was left.
  private static let maximumLength = 80
  private static let maximumLeft = 50

  /// Takes over prompts, seed, size, steps and guidance as far as `facts` can.
  ///
  /// Of a seed that is too large, the last 32 bits stand in its place.
  ///
  /// - Parameter base: has what the picture does not say; the model's own settings and seed 0 if nil.
  package init(_ foreign: ForeignRecipe, for facts: ModelFacts, over base: Recipe? = nil) {
    var recipe = base ?? facts.recipe(seed: 0)
    (recipe.start, recipe.toward) = (.noise, nil)
    var (taken, left): ([String], [String]) = ([], [])
    if let prompt = foreign.prompt {
      recipe.prompt = Self.sound(prompt)
      taken.append("prompt")
    }
    if let negative = foreign.negative {
      recipe.negative = Self.sound(negative)
      taken.append("negative prompt")
    } else if foreign.prompt != nil {
      // The model's own would be one that the picture did not have.
      recipe.negative = ""
    }
    if let number = foreign.seed {
      if let seed = number.whole.flatMap({ UInt32($0) }) {
        recipe.seed = seed
        taken.append("seed")
      } else {
        recipe.seed =
          number.whole.flatMap { UInt64($0) }.map(UInt32.init(truncatingIfNeeded:))
          ?? recipe.seed
        left.append("seed \(number.text) (\(recipe.seed) in its place)")
      }
    }
    if let size = foreign.size {
      let nearest = facts.sizes.nearest(to: size)
      recipe.size = nearest == facts.sizes.standard ? nil : nearest
      if nearest == size {
        taken.append("size")
      } else {
        left.append("size \(size) (\(nearest) in its place)")
      }
    }
    Self.take(
      foreign.steps, foreign.steps?.integer, within: Recipe.stepsC, "steps", &recipe.stageC.steps,
      &taken, &left)
    Self.take(
      foreign.guidance, foreign.guidance?.float, within: Recipe.guidance, "guidance",
      &recipe.stageC.guidance, &taken, &left)
    // Other schedules bring their own number of steps.
    if taken.contains("steps") { recipe.stageC.schedule = .linear }
    left += foreign.sampler.map { ["sampler \($0)"] } ?? []
    left += foreign.model.map { $0 == facts.name ? [] : ["model \($0)"] } ?? []
    left += foreign.others.filter { Self.shapesPictures($0.name) }.map {
      $0.text.isEmpty ? $0.name : "\($0.name) \($0.text)"
    }
    self.recipe = recipe
    self.taken = taken
    let more = left.count - Self.maximumLeft
    self.left =
      left.prefix(Self.maximumLeft).map(Self.short) + (more > 0 ? ["\(more) more settings"] : [])
  }

  /// Whether a setting of this name may be why a picture looks as it does.
  private static func shapesPictures(_ name: String) -> Bool {
    let name = name.lowercased()
    return !["version", "hash", "app", "created_by", "user"].contains { name.hasSuffix($0) }
  }

  /// Takes a number over where it is possible.
  private static func take<Value: Comparable>(
    _ found: FoundNumber?, _ value: Value?, within range: ClosedRange<Value>, _ name: String,
    _ place: inout Value, _ taken: inout [String], _ left: inout [String]
  ) {
    guard let found else { return }
    if let value, range.contains(value) {
      place = value
      taken.append(name)
    } else {
      left.append("\(name) \(found.text)")
    }
  }

  /// A prompt without the characters that stand for bytes of names.
  private static func sound(_ prompt: String) -> String {
    guard Path.hasForeignBytes(prompt) else { return prompt }
    return String(
      String.UnicodeScalarView(
        prompt.unicodeScalars.map { Path.hasForeignBytes(String($0)) ? "\u{FFFD}" : $0 }))
  }

  private static func short(_ text: String) -> String {
    text.unicodeScalars.count <= maximumLength
      ? text : String(text.unicodeScalars.prefix(maximumLength)) + "…"
  }
}

extension ForeignRecipe {
  /// Nil where it is unknown or that of no picture.
  fileprivate var size: PictureSize? {
    guard let width = width?.integer, let height = height?.integer,
      [width, height].allSatisfy(PictureSize.extent.contains)
    else { return nil }
    return PictureSize(width: width, height: height)
  }
}
