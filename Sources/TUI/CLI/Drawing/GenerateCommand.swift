package import ArgumentParser
import Engine
import Files
import Gallery
import Recipes
import Render

/// `wurst generate`: draws pictures and writes them as PNG files with their recipes inside.
package struct GenerateCommand: ParsableCommand, PictureCommand {
  package static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Draw a picture of a prompt and write it as a PNG file.",
    examples: [
      "wurst generate \"a red ball on grass\" --seed 1 -o ball.png",
      "wurst generate --prompts prompts.txt -o pictures",
      "echo \"a blue cube on sand\" | wurst generate - -o - > cube.png",
    ])

  static let outputHelp = ArgumentHelp(
    "The file to write, PNG or JPEG by its ending, of which several are numbered; or the folder for "
      + "new files; - is the standard output. Unless given, a new file wurst-SEED.png in this folder.",
    valueName: "file|folder")

  @Argument(
    help: ArgumentHelp(
      "What the picture should show; - reads it from the standard input, @FILE from a file; \\@ is an @ "
        + "that begins a text."))
  var prompt: String?

  @Option(
    help: ArgumentHelp(
      "Draw what a file asks for, a prompt or a recipe as JSON on each line; - is the standard input. Empty "
        + "lines and those that begin with # are left out. Pictures that are there already are not "
        + "drawn again without --force.", valueName: "file"))
  var prompts: Path?

  @Option(name: .shortAndLong, help: Parameters.count.help) var count = 1

  @OptionGroup(title: "Recipe") var recipeOptions: RecipeOptions

  @OptionGroup(title: "Variants and styles") var promptOptions: PromptOptions

  @OptionGroup(title: "Picture to begin from") var inputOptions: InputOptions

  @OptionGroup(title: "Picture to go on from") var continuation: ContinuationOptions

  @OptionGroup(title: "Way to another prompt") var towardOptions: TowardOptions

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @OptionGroup var outputOptions: OutputOptions<GenerateCommand>

  package init() {}

  package func validate() throws {
    if let path = continuation.from { return try checkOptions(with: path) }
    if let prompts {
      if prompt != nil {
        throw ValidationError("--prompts takes the prompts from \(prompts); leave the other out")
      }
      if prompts == .standardStream, prompts == inputOptions.image || prompts == inputOptions.mask {
        throw ValidationError("the standard input can be the prompts or a picture, not both")
      }
      return
    }
    guard let prompt else {
      throw ValidationError("the <prompt> is missing: what should the picture show?")
    }
    if prompt == Path.standardStream.text, inputOptions.image == Path(prompt) {
      throw ValidationError("the standard input can be the prompt or the picture, not both")
    }
    if inputOptions.strength == 0, let option = recipeOptions.givenForStageC.first {
      throw ValidationError("\(option) has no effect with --strength 0, which leaves Stage C out")
    }
  }

  package func run() throws {
    let preview = outputOptions.viewOptions.preview
    try Interruption.watch { try draw(preview, $0) }
  }

  /// Refuses what the picture brings itself.
  private func checkOptions(with path: Path) throws {
    if prompt != nil {
      throw ValidationError("--from takes the prompt from \(path); leave the other out")
    }
    var given = recipeOptions.givenBesidesStageB
    if prompts != nil { given.append("--prompts") }
    if count != 1 { given.append("--count") }
    if inputOptions.image != nil { given.append("--image") }
    given += promptOptions.given
    if towardOptions.isGiven { given.append("--toward") }
    if !modelOptions.lora.isEmpty { given.append("--lora") }
    if continuation.stage == .a { given += recipeOptions.given }
    guard let option = given.first else { return }
    let stages = continuation.stage == .a ? "Stage C and Stage B are" : "Stage C is"
    throw ValidationError("\(option) does not apply: \(stages) that of \(path)")
  }

  private func draw(_ preview: InlinePreview?, _ cancellation: Cancellation) throws {
    if let path = continuation.from { return try goOn(from: path, preview, cancellation) }
    if let path = prompts { return try drawBatch(of: path, preview, cancellation) }
    let text = try PromptArgument.read(prompt ?? "", cancellation)
    let variants = try promptOptions.variants(of: text, note: outputOptions.note)
    let source = try modelOptions.source(ResourceLocator())
    let styles = try promptOptions.styles(note: outputOptions.note)
    var base = try recipeOptions.recipe(for: variants.text, model: source.description)
    base.count = count
    base.loras = modelOptions.changes
    var recipes = try recipes(for: variants, like: base, styles)
    let given = try inputOptions.read(cancellation, note: outputOptions.note)
    for index in recipes.indices {
      recipes[index].input = given?.input
      recipes[index].precision = modelOptions.precision.precision
      try recipeOptions.checkStops(in: &recipes[index])
    }
    let inputs = given?.pictures ?? RunInputs()
    let pipeline = try modelOptions.pipeline(source)
    for recipe in recipes { try pipeline.check(recipe, inputs: inputs) }
    let total = count * recipes.count
    let files = try outputOptions.files(
      count: total, inputs: inputOptions.files + modelOptions.files,
      makesFolders: !promptOptions.isDryRun)
    try cancellation.check()
    if promptOptions.isDryRun { return try list(recipes) }

    let run = CommandRun(
      pipeline: pipeline, isQuiet: outputOptions.quiet, preview: preview,
      cancellation: cancellation)
    let first = recipes[0]
    run.warn(
      about: recipes.map(\.prompt) + recipes.compactMap { $0.toward?.prompt }, first.emphasis)
    if recipeOptions.seed == nil { outputOptions.note("Seed: \(first.seed)") }
    let fingerprint = try source.fingerprint()
    var drawn: [Result.Run] = []
    for (index, recipe) in recipes.enumerated() {
      if recipes.count > 1 {
        run.announce("Picture \(index + 1) of \(recipes.count): \(recipe.typedPrompt)")
      }
      let result = try draw(
        recipe, inputs, run, fingerprint, files, name: "wurst-\(first.seed)"
      ) {
        total > 1 ? (index * count + $0 + 1, total) : nil
      }
      drawn.append(result)
      outputOptions.reportWhenStopped(Result(drawn))
      for name in result.files { try outputOptions.print(name.description) }
    }
    try outputOptions.viewOptions.open(drawn[0].files[0])
    try outputOptions.report(Result(drawn))
  }

  /// Draws the pictures of a recipe and writes them.
  ///
  /// - Parameters:
  ///   - name: of the files where none is asked for.
  ///   - number: that of each of them, from 0.
  func draw(
    _ recipe: Recipe, _ inputs: RunInputs, _ run: CommandRun, _ fingerprint: String,
    _ files: OutputFiles, name: String, number: (Int) -> (value: Int, count: Int)?
  ) throws -> Result.Run {
    let trace = try run(recipe, inputs: inputs)
    let names = try Writing.whole {
      try trace.pictures.enumerated().map { place, picture in
        try files.write(
          .init(
            picture: picture,
            metadata: PictureMetadata(recipe: recipe, fingerprint: fingerprint, number: place + 1),
            trace: outputOptions.traceOptions.trace(of: trace, index: place)),
          number: number(place), name: name)
      }
    }
    return .init(files: names, recipe: trace.recipe, timings: trace.timings)
  }

  /// One recipe for each variant of a prompt, in order.
  func recipes(
    for variants: PromptVariants, like base: Recipe, _ styles: [PromptStyle]
  ) throws -> [Recipe] {
    try variants.all.enumerated().map { index, prompt in
      var recipe = base
      recipe.prompt = prompt
      if promptOptions.seeds == .counting { recipe.seed &+= UInt32(index) }
      recipe.add(styles, template: variants.hasChoices ? variants.text : nil)
      recipe.toward = towardOptions.toward(from: recipe)
      if let problem = recipe.problem { throw ValidationError(problem) }
      return recipe
    }
  }

  /// Prints what would be drawn.
  private func list(_ recipes: [Recipe]) throws {
    if outputOptions.json { return try outputOptions.report(Plan(recipes: recipes)) }
    var table = TextTable(["", "seed", "prompt"])
    for (index, recipe) in recipes.enumerated() {
      table.append(["\(index + 1)", "\(recipe.seed)", recipe.prompt])
    }
    try Console.print(lines: table.lines)
  }

  private func goOn(
    from path: Path, _ preview: InlinePreview?, _ cancellation: Cancellation
  ) throws {
    let continued = try Continuation(path, continuation.stage ?? .b, modelOptions) {
      try recipeOptions.change(&$0, model: $1)
      if modelOptions.precision != .auto { $0.precision = modelOptions.precision.precision }
    }
    let pipeline = try modelOptions.pipeline(continued.source)
    try pipeline.check(continued.recipe, reusing: [continued.kept])
    let files = try outputOptions.files(inputs: [path] + modelOptions.files)
    try cancellation.check()
    let run = CommandRun(
      pipeline: pipeline, isQuiet: outputOptions.quiet, preview: preview,
      cancellation: cancellation)
    continued.notice.map(outputOptions.note)
    let trace = try run(continued.recipe, reusing: [continued.kept])
    try cancellation.check()
    let name = try Writing.whole {
      try files.write(
        .init(
          picture: trace.pictures[continued.index], metadata: continued.metadata,
          trace: outputOptions.traceOptions.trace(of: trace, index: continued.index)),
        name: "wurst-\(continued.recipe.seed)")
    }
    try outputOptions.print(name.description)
    try outputOptions.viewOptions.open(name)
    try outputOptions.report(
      Result([
        .init(files: [name], recipe: continued.metadata.recipe, timings: trace.timings)
      ]))
  }

  /// What would be drawn.
  struct Plan: Encodable {
    let recipes: [Recipe]
  }

  /// What was drawn.
  struct Result: Encodable {
    /// The first of the files.
    let file: Path?
    let files: [Path]
    /// Of the first run.
    let recipe: Recipe?
    let timings: StageTimings?
    /// Where there were several.
    let runs: [Run]?

    struct Run: Encodable {
      let files: [Path]
      let recipe: Recipe
      let timings: StageTimings
    }

    init(_ runs: [Run]) {
      files = runs.flatMap(\.files)
      file = files.first
      recipe = runs.first?.recipe
      timings = runs.first?.timings
      self.runs = runs.count > 1 ? runs : nil
    }
  }
}
