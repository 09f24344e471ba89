import Dialects
import Files
import Gallery
import Recipes
import Render
import Terminal

/// What the file of a picture says of how it was made.
struct ShownPicture {
  /// As the command line names it.
  let file: Path
  /// As they stand in the file; nil where nothing is understood.
  private let found: ForeignRecipe?
  /// wurst's own, or what becomes of another program's; nil where there is none.
  let recipe: Recipe?
  /// Nil for a picture of wurst's.
  private let recall: Recall?
  /// The program with its version, where it says one.
  private let author: String
  private let notices: [String]
  /// Where the pixels were asked for and can be read.
  let bitmap: Bitmap?

  private static let own = "wurst"
  /// Characters of a value that are shown in words.
  private static let maximumLength = 20_000

  /// - Throws: `ImageError`, `ReadError`, `MetadataError` as a `Failure` that names the file, or
  ///   `CancellationError`.
  init(
    _ file: Path, withPixels: Bool = false, for facts: ModelFacts, _ cancellation: Cancellation
  ) throws {
    self.file = file
    let copy = try StreamCopy(of: file, cancellation)
    let survey: PictureSurvey
    (survey, bitmap) = try withExtendedLifetime(copy) {
      let path = copy?.path ?? file
      return (
        try ImageReader.survey(path),
        withPixels ? try? ImageReader.read(path, cancellation).bitmap : nil
      )
    }
    notices = survey.notices
    let metadata: PictureMetadata?
    do throws(MetadataError) {
      metadata = try PictureMetadata.read(survey)
    } catch {
      throw Failure("\(file): \(error)", .damaged)
    }
    let found = ForeignRecipe.read(survey)
    if let metadata {
      self.found = Self.values(
        of: metadata, survey.size, with: found?.program == Self.own ? found : nil)
      (recipe, recall, author) = (metadata.recipe, nil, metadata.app)
    } else {
      recall = found.map { Recall($0, for: facts) }
      (self.found, recipe, author) = (found, recall?.recipe, found?.program ?? "")
    }
  }

  /// wurst's own values under the names that all programs share.
  private static func values(
    of metadata: PictureMetadata, _ stored: PixelSize?, with words: ForeignRecipe?
  ) -> ForeignRecipe {
    let recipe = metadata.recipe
    var values = words ?? ForeignRecipe(program: own)
    (values.prompt, values.negative) = (recipe.prompt, recipe.negative)
    values.seed = FoundNumber("\(recipe.seed)")
    values.steps = FoundNumber("\(recipe.stageC.stepCount)")
    values.guidance = FoundNumber(NumberText.exact(recipe.stageC.guidance))
    // The model's own size stands in no recipe.
    let width = recipe.size?.width ?? stored?.width
    let height = recipe.size?.height ?? stored?.height
    values.width = width.flatMap { FoundNumber("\($0)") }
    values.height = height.flatMap { FoundNumber("\($0)") }
    (values.sampler, values.model) = (recipe.stageC.sampler.rawValue, recipe.model)
    return values
  }

  // MARK: Words

  var lines: [String] {
    guard let found else { return ["\(file): nothing in it says how it was made"] + notices }
    let size = found.width.flatMap { width in found.height.map { "\(width.text)×\($0.text)" } }
    var rows = [
      ("Prompt", found.prompt), ("Negative prompt", found.negative), ("Seed", found.seed?.text),
      ("Size", size), ("Steps", found.steps?.text), ("Guidance", found.guidance?.text),
      ("Sampler", found.sampler), ("Model", found.model),
    ].compactMap { name, value in value.map { (name, $0) } }
    rows += found.others.map { ($0.name, $0.text) }
    let width = rows.map(\.0.columns).max() ?? 0
    let head = author.isEmpty ? "\(file)" : "\(file): drawn by \(author)"
    let table = rows.map { name, value in
      name.printable.padded(to: min(width, 30)) + "  " + Self.short(value)
    }
    return [head, ""] + table + recalled + notices
  }

  private static func short(_ text: String) -> String {
    text.unicodeScalars.count <= maximumLength
      ? text : String(text.unicodeScalars.prefix(maximumLength)) + "…"
  }

  /// What wurst can take over and what not.
  private var recalled: [String] {
    guard let recall else { return [] }
    let taken = recall.taken.isEmpty ? "nothing" : recall.taken.joined(separator: ", ")
    return ["", "wurst takes over: \(taken)"]
      + (recall.left.isEmpty ? [] : ["It leaves out: \(recall.left.joined(separator: "; "))"])
  }
}

extension ShownPicture: Encodable {
  private enum CodingKeys: String, CodingKey {
    case file, program, prompt, negative, seed, steps, guidance, width, height, sampler, model
    case settings, recipe
    case leftOut = "left_out"
  }

  /// Each name is there, `null` where the file has nothing for it.
  func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(file, forKey: .file)
    try fields.encode(found?.program, forKey: .program)
    try fields.encode(found?.prompt, forKey: .prompt)
    try fields.encode(found?.negative, forKey: .negative)
    try fields.encode(found?.seed, forKey: .seed)
    try fields.encode(found?.steps, forKey: .steps)
    try fields.encode(found?.guidance, forKey: .guidance)
    try fields.encode(found?.width, forKey: .width)
    try fields.encode(found?.height, forKey: .height)
    try fields.encode(found?.sampler, forKey: .sampler)
    try fields.encode(found?.model, forKey: .model)
    try fields.encode(settings, forKey: .settings)
    try fields.encode(recipe, forKey: .recipe)
    try fields.encode(recall?.left ?? [], forKey: .leftOut)
  }

  /// The other settings by their names; of those with the same name all values.
  private var settings: [String: String] {
    Dictionary((found?.others ?? []).map { ($0.name, $0.text) }) { "\($0), \($1)" }
  }
}
