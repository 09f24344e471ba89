package import ArgumentParser
import Engine
import Files
import Gallery
import Recipes
import Render

/// `wurst interpolate`: draws the way from one picture or prompt to another.
package struct InterpolateCommand: ParsableCommand, PictureCommand {
  package static let configuration = CommandConfiguration(
    commandName: "interpolate",
    abstract: "Draw the way from one picture or prompt to another.",
    discussion: "Each end is a prompt, or a picture, whose recipe is read; of other programs' "
      + "pictures what 'wurst show' says is taken over. "
      + "Two pictures must agree in model, size and settings. A prompt next to a picture takes "
      + "all but its words from that picture. The first and the last picture are those of the "
      + "ends alone.",
    examples: [
      "wurst interpolate ball.png \"a heart on sand at sunset\" --count 9 -o way",
      "wurst interpolate \"a red ball\" \"a blue cube\" --seed 1",
    ])

  static let outputHelp = ArgumentHelp(
    "The folder for the files, made where it is missing, or a file name to be numbered. Unless "
      + "given, new files interpolation-SEED-1.png and so on in this folder.",
    valueName: "folder|file")

  @Argument(help: "A picture or a prompt to begin with.")
  var from: String

  @Argument(help: "A picture or a prompt to end with.")
  var to: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Pictures to draw, both ends included, 2 to 1000.", valueName: "n"))
  var count = 5

  @Option(
    help: ArgumentHelp(
      "Seed of the last picture, where it is a prompt; that of the first unless given.",
      valueName: "n"))
  var towardSeed: UInt32?

  @OptionGroup(title: "Recipe, where both ends are prompts") var recipeOptions: RecipeOptions

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @OptionGroup var outputOptions: OutputOptions<InterpolateCommand>

  package init() {}

  package func validate() throws {
    guard (2...1000).contains(count) else {
      throw ValidationError("--count must be between 2 and 1000, not \(count)")
    }
  }

  package func run() throws {
    let preview = outputOptions.viewOptions.preview
    try Interruption.watch { try draw(preview, $0) }
  }

  private func draw(_ preview: InlinePreview?, _ cancellation: Cancellation) throws {
    var ends = (
      from: try InterpolationEnd(from, cancellation), to: try InterpolationEnd(to, cancellation)
    )
    try checkOptions(ends.from, ends.to)
    let source = try source(of: [ends.from.picture, ends.to.picture].compactMap(\.self))
    let facts = ModelFacts(source)
    let notices = [
      try ends.from.fit(to: source.description, facts),
      try ends.to.fit(to: source.description, facts),
    ].compactMap(\.self)
    let pictures = [ends.from.picture, ends.to.picture].compactMap(\.self)
    let way = try way(ends.from, ends.to, source.description)
    if let problem = way.problem(standard: source.description.sizes.standard) {
      throw ValidationError(problem)
    }
    let number = try number(pictures.map(\.metadata.number))
    let pipeline = try modelOptions.pipeline(source)
    try pipeline.check(way.recipe(at: 0.5))
    let fingerprint = try source.fingerprint()
    let files = try outputOptions.files(
      takesFolders: true, count: count, inputs: pictures.map(\.path) + modelOptions.files)
    try cancellation.check()

    let run = CommandRun(
      pipeline: pipeline, isQuiet: outputOptions.quiet, preview: preview,
      cancellation: cancellation)
    notices.forEach(outputOptions.note)
    warn(about: pictures, fingerprint)
    run.warn(about: [way.from.prompt, way.to.prompt], way.from.emphasis)
    if pictures.isEmpty && recipeOptions.seed == nil {
      outputOptions.note("Seed: \(way.from.seed)")
    }
    var drawn: [Result] = []
    for index in 0..<count {
      let share = Float(index) / Float(count - 1)
      let recipe = way.recipe(at: share)
      run.announce("Picture \(index + 1) of \(count)")
      let trace = try run(recipe)
      let file = try Writing.whole {
        let file = try files.write(
          .init(
            picture: trace.pictures[number - 1],
            metadata: PictureMetadata(recipe: recipe, fingerprint: fingerprint, number: number),
            trace: outputOptions.traceOptions.trace(of: trace, index: number - 1)),
          number: (index + 1, "\(count)".count), name: "interpolation-\(way.from.seed)")
        drawn.append(.init(file: file, share: share, recipe: recipe))
        outputOptions.reportWhenStopped(["pictures": drawn])
        return file
      }
      try outputOptions.print(file.description)
    }
    try outputOptions.viewOptions.open(drawn[0].file)
    try outputOptions.report(["pictures": drawn])
  }

  /// Refuses settings where a picture brings its own.
  private func checkOptions(_ from: InterpolationEnd, _ to: InterpolationEnd) throws {
    if towardSeed != nil, let path = to.path {
      throw ValidationError("--toward-seed does not apply: \(path) has its own seed")
    }
    guard let path = from.path ?? to.path else { return }
    var given = recipeOptions.given + (modelOptions.lora.isEmpty ? [] : ["--lora"])
    if from.path == nil { given.removeAll { $0 == "--seed" } }
    if let option = given.first {
      throw ValidationError("\(option) does not apply: the settings are those of \(path)")
    }
  }

  /// The model that was asked for, or the one of the pictures.
  private func source(of pictures: [(path: Path, metadata: PictureMetadata)]) throws
    -> any ModelSource
  {
    guard let first = pictures.first else { return try modelOptions.source(ResourceLocator()) }
    do {
      return try modelOptions.source(of: first.metadata.recipe, as: modelOptions.chosenModel)
    } catch let error as ResourceError where modelOptions.chosenModel == nil {
      throw Failure("\(first.path) needs --model: \(error)", .missing)
    }
  }

  /// The recipes of both ends, on one model.
  private func way(
    _ from: InterpolationEnd, _ to: InterpolationEnd, _ model: ModelDescription
  ) throws -> Interpolation {
    func recipe(_ metadata: PictureMetadata) -> Recipe {
      var recipe = metadata.recipe
      if modelOptions.chosenModel != nil { recipe.model = model.name }
      return recipe
    }
    switch (from, to) {
    case (.picture(_, let from), .picture(_, let to)):
      return Interpolation(from: recipe(from), to: recipe(to))
    case (.picture(_, let from), .prompt(let prompt)):
      var other = recipe(from)
      other.prompt = prompt
      other.seed = towardSeed ?? other.seed
      return Interpolation(from: recipe(from), to: other)
    case (.prompt(let prompt), .picture(_, let to)):
      var other = recipe(to)
      other.prompt = prompt
      other.seed = recipeOptions.seed ?? other.seed
      return Interpolation(from: other, to: recipe(to))
    case (.prompt(let prompt), .prompt(let last)):
      var first = try recipeOptions.recipe(for: prompt, model: model)
      first.loras = modelOptions.changes
      first.precision = modelOptions.precision.precision
      if let problem = first.problem { throw ValidationError(problem) }
      var other = first
      other.prompt = last
      other.seed = towardSeed ?? first.seed
      return Interpolation(from: first, to: other)
    case (.foreign, _), (_, .foreign):
      preconditionFailure("recipes of other programs are made to fit the model first")
    }
  }

  /// Which of the pictures of a recipe is wanted.
  private func number(_ numbers: [Int]) throws -> Int {
    guard let first = numbers.first else { return 1 }
    guard let other = numbers.first(where: { $0 != first }) else { return first }
    throw ValidationError(
      "the two are pictures \(first) and \(other) of those drawn together; take the same of both")
  }

  /// Says which ends will not be those of their files.
  private func warn(
    about pictures: [(path: Path, metadata: PictureMetadata)], _ fingerprint: String
  ) {
    for picture in pictures {
      guard let own = picture.metadata.fingerprint, own != fingerprint else { continue }
      outputOptions.note("\(picture.path) was drawn with another model; it will look different")
    }
  }

  /// One picture of the way.
  private struct Result: Encodable {
    let file: Path
    let share: Float
    let recipe: Recipe
  }
}
