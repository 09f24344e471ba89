import ArgumentParser
import Engine
import Files
import Recipes

extension GenerateCommand {
  /// Draws what a file asks for, line by line.
  func drawBatch(
    of path: Path, _ preview: InlinePreview?, _ cancellation: Cancellation
  ) throws {
    let file = try PromptsFile(path, cancellation)
    var batch = try batch(of: file, cancellation)
    try batch.check(modelOptions, cancellation)
    if !batch.problems.isEmpty {
      try outputOptions.report(BatchReport(failures: batch.problems))
      throw fail(batch, "nothing was drawn", .damaged)
    }
    let files = try outputOptions.files(
      takesFolders: true, count: batch.pictures, batch: file.stem,
      inputs: [path] + inputOptions.files + modelOptions.files,
      makesFolders: !promptOptions.isDryRun)
    if !outputOptions.force { try batch.findDone(in: files, modelOptions) }
    if promptOptions.isDryRun { return try list(batch) }

    let done = batch.jobs.filter(\.isDone).reduce(0) { $0 + $1.recipe.count }
    if done > 0 {
      outputOptions.note("\(done) of \(batch.pictures) pictures are there already")
    }
    if let free = batch.jobs.first(where: { !$0.isDone && $0.hasAnySeed }) {
      outputOptions.note("Seed: \(free.recipe.seed)")
    }
    var report = BatchReport()
    var (models, inputs) = (RecipeModels(modelOptions), RecipeInputs(cancellation))
    var first: Failure?
    for (index, job) in batch.jobs.enumerated() {
      if job.isDone {
        let paths = (0..<job.recipe.count).compactMap { files.path(batch.number(job, $0)) }
        report.runs.append(.init(line: job.line, files: paths, recipe: job.recipe))
        continue
      }
      do {
        let model = try models.model(of: job.recipe)
        let run = CommandRun(
          pipeline: model.pipeline, isQuiet: outputOptions.quiet, preview: preview,
          cancellation: cancellation)
        run.announce("Picture \(index + 1) of \(batch.jobs.count): \(job.recipe.typedPrompt)")
        run.warn(about: [job.recipe.prompt], job.recipe.emphasis)
        let drawn = try draw(
          job.recipe, inputs.inputs(of: job.recipe), run, model.fingerprint, files, name: file.stem
        ) { batch.number(job, $0) }
        report.runs.append(
          .init(line: job.line, files: drawn.files, recipe: drawn.recipe, timings: drawn.timings))
        for name in drawn.files { try outputOptions.print(name.description) }
      } catch let error as CancellationError {
        throw error
      } catch {
        let failure = Failure(error)
        if failure.status == .unread { throw failure }
        batch.note(failure, at: job.line)
        CommandLog.note("line \(job.line): \(failure.message)")
        first = first ?? failure
        // Of a disk that is full nothing more is to be had.
        if failure.status == .storage { break }
      }
      report.failures = batch.problems
      outputOptions.reportWhenStopped(report)
    }
    report.failures = batch.problems
    if let file = report.runs.first?.files.first { try outputOptions.viewOptions.open(file) }
    try outputOptions.report(report)
    guard let first else { return }
    let rest = first.status == .storage ? "nothing more was tried" : "the others were drawn"
    throw fail(batch, rest, first.status)
  }

  private func batch(of file: PromptsFile, _ cancellation: Cancellation) throws -> Batch {
    let source = try modelOptions.source(ResourceLocator())
    let styles = try promptOptions.styles(note: outputOptions.note)
    var base = try recipeOptions.recipe(for: "", model: source.description)
    base.count = count
    base.loras = modelOptions.changes
    base.precision = modelOptions.precision.precision
    base.input = try inputOptions.read(cancellation, note: outputOptions.note)?.input
    if let problem = base.problem { throw ValidationError(problem) }
    var drawn = 0
    return try Batch(file) { entry in
      var recipes: [Recipe]
      var hasAnySeed = recipeOptions.seed == nil
      switch entry.content {
      case .recipe(let line):
        recipes = [try line.recipe(like: base)]
        hasAnySeed = hasAnySeed && !line.hasSeed
      case .prompt(let text):
        let variants = try promptOptions.variants(of: text, note: outputOptions.note)
        recipes = try self.recipes(for: variants, like: base, styles)
        if promptOptions.seeds == .counting {
          for index in recipes.indices { recipes[index].seed &+= UInt32(drawn) }
        }
      }
      drawn += recipes.count
      return (recipes, hasAnySeed)
    }
  }

  /// Prints what would be drawn.
  private func list(_ batch: Batch) throws {
    if outputOptions.json {
      return try outputOptions.report(Plan(recipes: batch.jobs.map(\.recipe)))
    }
    var table = TextTable(["", "line", "seed", "prompt", ""])
    for (index, job) in batch.jobs.enumerated() {
      table.append([
        "\(index + 1)", "\(job.line)", "\(job.recipe.seed)", job.recipe.prompt,
        job.isDone ? "there already" : "",
      ])
    }
    try Console.print(lines: table.lines)
  }

  /// Lists the lines that were not drawn.
  private func fail(_ batch: Batch, _ rest: String, _ status: Failure.Status) -> Failure {
    for problem in batch.problems {
      Console.printError("wurst: \(batch.name):\(problem.line): \(problem.error)")
    }
    let lines = Set(batch.problems.map(\.line)).sorted()
    let words = lines.count == 1 ? "line \(lines[0])" : "\(lines.count) lines"
    return Failure("\(words) of \(batch.name) cannot be drawn; \(rest)", status)
  }
}

/// What became of a batch.
private struct BatchReport: Encodable {
  var runs: [Run] = []
  var failures: [PromptsFile.Problem] = []

  struct Run: Encodable {
    let line: Int
    let files: [Path]
    let recipe: Recipe
    /// Nil where the pictures were there already.
    var timings: StageTimings?
  }

  init(failures: [PromptsFile.Problem] = []) { self.failures = failures }
}
