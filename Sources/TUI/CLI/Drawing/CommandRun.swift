import Engine
import Files
import Recipes

/// Runs recipes for a command and shows the progress on the error stream.
struct CommandRun {
  let pipeline: Pipeline
  let isQuiet: Bool
  /// What is drawn, in the terminal; nil where it is not to be seen.
  var preview: InlinePreview?
  let cancellation: Cancellation

  private var showsProgress: Bool { !isQuiet && Console.errorIsTerminal }

  /// - Parameter earlier: what the run goes on from.
  func callAsFunction(
    _ recipe: Recipe, inputs: RunInputs = RunInputs(), reusing earlier: [Trace] = []
  ) throws -> Trace {
    logPlan(of: recipe)
    preview?.begin(pipeline, recipe)
    var progress = ProgressLine(width: Console.errorWidth, keepsLines: preview == nil) {
      Console.draw($0)
    }
    let trace: Trace
    do {
      trace = try pipeline.run(
        recipe, inputs: inputs, reusing: earlier, cancellation: cancellation
      ) { event in
        if showsProgress {
          progress.note(event)
        } else if case .notice(let text) = event, !isQuiet {
          Console.printError(text)
        }
        log(event)
        preview?.note(event)
      }
    } catch {
      if showsProgress { progress.clear() }
      throw error
    }
    if preview != nil && showsProgress { progress.clear() }
    preview?.end(with: trace.pictures)
    try cancellation.check()
    return trace
  }

  private func logPlan(of recipe: Recipe) {
    let size = recipe.size ?? pipeline.description.sizes.standard
    let pictures = recipe.count == 1 ? "a picture" : "\(recipe.count) pictures"
    CommandLog.say(
      "drawing \(pictures) of \(size) with the model \(pipeline.description.name), seed \(recipe.seed), "
        + "steps \(recipe.stepsOfC) of Stage C and \(recipe.stageB.steps) of Stage B, "
        + recipe.precision.rawValue)
  }

  private func log(_ event: StageEvent) {
    switch event {
    case .started, .advanced: break
    case .reused(let stage, _): CommandLog.say("\(stage.name): taken over")
    case .finished(let stage, let seconds, _):
      CommandLog.say("\(stage.name): \(NumberText.fixed(seconds, places: 3)) s")
    case .notice(let text): CommandLog.note(text)
    }
  }

  /// Says what there is to say of a file that was read.
  func note(_ notices: [String], of file: Path) { notices.forEach { note("\(file): \($0)") } }

  /// Says which of several pictures is next.
  func announce(_ text: String) {
    showsProgress ? CommandLog.note(text) : CommandLog.say(text)
    if showsProgress { Console.printError(text) }
  }

  /// Says what the model will not understand of prompts, before it takes its time.
  func warn(about prompts: [String], _ emphasis: Emphasis) {
    var words: [String] = []
    for word in prompts.flatMap({ pipeline.examine($0, emphasis).unknownWords })
    where !words.contains(word) {
      words.append(word)
    }
    guard !words.isEmpty else { return }
    let shown = words.prefix(8).joined(separator: ", ")
    note("The model does not know: \(shown)\(words.count > 8 ? ", …" : "")")
  }

  private func note(_ text: String) {
    CommandLog.note(text)
    if !isQuiet { Console.printError(text) }
  }
}
