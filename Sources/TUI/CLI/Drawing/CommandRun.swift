import Engine
import Files
import Recipes

/// Runs recipes for a command and shows the progress on the error stream.
struct CommandRun {
  let pipeline: Pipeline
  let isQuiet: Bool
  let cancellation: Cancellation

  private var showsProgress: Bool { !isQuiet && Console.errorIsTerminal }

  /// - Parameter earlier: what the run goes on from.
  func callAsFunction(
    _ recipe: Recipe, inputs: RunInputs = RunInputs(), reusing earlier: [Trace] = []
  ) throws -> Trace {
    var progress = ProgressLine(width: Console.errorWidth) { Console.draw($0) }
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
      }
    } catch {
      if showsProgress { progress.clear() }
      throw error
    }
    try cancellation.check()
    return trace
  }

  /// Says what there is to say of a file that was read.
  func note(_ notices: [String], of file: Path) {
    if !isQuiet { notices.forEach { Console.printError("\(file): \($0)") } }
  }

  /// Says which of several pictures is next.
  func announce(_ text: String) {
    if showsProgress { Console.printError(text) }
  }

  /// Says what the model will not understand of prompts, before it takes its time.
  func warn(about prompts: [String], _ emphasis: Emphasis) {
    guard !isQuiet else { return }
    var words: [String] = []
    for word in prompts.flatMap({ pipeline.examine($0, emphasis).unknownWords })
    where !words.contains(word) {
      words.append(word)
    }
    guard !words.isEmpty else { return }
    let shown = words.prefix(8).joined(separator: ", ")
    Console.printError("The model does not know: \(shown)\(words.count > 8 ? ", …" : "")")
  }
}
