package import ArgumentParser
import Engine
import Files
import Gallery
import Recipes
import Render

/// `wurst generate`: draws pictures and writes them as PNG files with their recipes inside.
package struct GenerateCommand: ParsableCommand, PictureCommand {
  package static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Draw a picture of a prompt and write it as a PNG file.")

  static let outputHelp = ArgumentHelp(
    "The file to write, PNG or JPEG by its ending, of which several are numbered; or the folder for "
      + "new files; - is the standard output. Unless given, a new file wurst-SEED.png in this folder.",
    valueName: "file|folder")

  @Argument(help: "What the picture should show; - reads it from the standard input.")
  var prompt: String?

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
    guard let prompt else {
      throw ValidationError("the <prompt> is missing: what should the picture show?")
    }
    if prompt == PromptArgument.standardInput, inputOptions.image == Path(prompt) {
      throw ValidationError("the standard input can be the prompt or the picture, not both")
    }
    if inputOptions.strength == 0, let option = recipeOptions.givenForStageC.first {
      throw ValidationError("\(option) has no effect with --strength 0, which leaves Stage C out")
    }
  }

  package func run() throws { try Interruption.watch(draw) }

  /// Refuses what the picture brings itself.
  private func checkOptions(with path: Path) throws {
    if prompt != nil {
      throw ValidationError("--from takes the prompt from \(path); leave the other out")
    }
    var given = recipeOptions.givenBesidesStageB
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

  private func draw(_ cancellation: Cancellation) throws {
    if let path = continuation.from { return try goOn(from: path, cancellation) }
    let text = try PromptArgument.read(prompt ?? "")
    let variants = try promptOptions.variants(of: text, note: outputOptions.note)
    let source = try modelOptions.source(ResourceLocator())
    var recipes = try self.recipes(for: variants, source)
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
      pipeline: pipeline, isQuiet: outputOptions.quiet, cancellation: cancellation)
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
      let trace = try run(recipe, inputs: inputs)
      try cancellation.check()
      let names = try Writing.whole {
        let names = try trace.pictures.enumerated().map { place, picture in
          try files.write(
            .init(
              picture: picture,
              metadata: PictureMetadata(
                recipe: recipe, fingerprint: fingerprint, number: place + 1),
              trace: outputOptions.traceOptions.trace(of: trace, index: place)),
            number: total > 1 ? (index * count + place + 1, total) : nil,
            name: "wurst-\(first.seed)")
        }
        drawn.append(.init(files: names, recipe: trace.recipe, timings: trace.timings))
        outputOptions.reportWhenStopped(Result(drawn))
        return names
      }
      for name in names { try outputOptions.print(name.description) }
    }
    try outputOptions.report(Result(drawn))
  }

  /// One recipe for each variant of the prompt, in order.
  private func recipes(
    for variants: PromptVariants, _ source: any ModelSource
  ) throws -> [Recipe] {
    let styles = try promptOptions.styles(note: outputOptions.note)
    var base = try recipeOptions.recipe(for: variants.text, model: source.description)
    base.count = count
    base.loras = modelOptions.changes
    return try variants.all.enumerated().map { index, prompt in
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

  private func goOn(from path: Path, _ cancellation: Cancellation) throws {
    let continued = try Continuation(path, continuation.stage ?? .b, modelOptions) {
      try recipeOptions.change(&$0, model: $1)
      if modelOptions.precision != .auto { $0.precision = modelOptions.precision.precision }
    }
    let pipeline = try modelOptions.pipeline(continued.source)
    try pipeline.check(continued.recipe, reusing: [continued.kept])
    let files = try outputOptions.files(inputs: [path] + modelOptions.files)
    try cancellation.check()
    let run = CommandRun(
      pipeline: pipeline, isQuiet: outputOptions.quiet, cancellation: cancellation)
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
    try outputOptions.report(
      Result([
        .init(files: [name], recipe: continued.metadata.recipe, timings: trace.timings)
      ]))
  }

  /// What would be drawn.
  private struct Plan: Encodable {
    let recipes: [Recipe]
  }

  /// What was drawn.
  private struct Result: Encodable {
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
