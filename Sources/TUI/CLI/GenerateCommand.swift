package import ArgumentParser
import Engine
import Foundation
import Render

/// `wurst generate`: draws one picture and writes it as a PNG with its recipe inside.
package struct GenerateCommand: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Draw a picture of a prompt and write it as a PNG file.")

  @Argument(help: "What the picture should show.")
  var prompt: String

  @OptionGroup(title: "Recipe") var recipeOptions: RecipeOptions

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write. Unless given, a new file wurst-SEED.png in this folder.",
      valueName: "file"))
  var output: String?

  @Flag(help: "Print the result as JSON.")
  var json = false

  @Flag(help: "Print nothing but errors, and with --json the result.")
  var quiet = false

  package init() {}

  package func run() throws {
    let interruption = Interruption.begin()
    do {
      try draw(interruption.cancellation)
    } catch is CancellationError {
      throw interruption.failure
    }
  }

  private func draw(_ cancellation: Cancellation) throws {
    if let output { try Self.checkFolder(of: output) }
    let source = try modelOptions.source(ResourceLocator())
    var recipe = try recipeOptions.recipe(for: prompt, model: source.description)
    recipe.precision = modelOptions.precision.precision
    let pipeline = try modelOptions.pipeline(source)
    try pipeline.check(recipe)
    try cancellation.check()
    if !quiet {
      Self.warn(pipeline.examine(prompt))
      if recipeOptions.seed == nil { Console.printError("Seed: \(recipe.seed)") }
    }
    let trace = try run(recipe, on: pipeline, cancellation)
    let metadata = PictureMetadata(recipe: recipe, fingerprint: try source.fingerprint())
    try cancellation.check()
    let file = try write(trace.picture, metadata)
    if json {
      Console.print(try Report(file: file, trace: trace).text)
    } else if !quiet {
      Console.print(file)
    }
  }

  private func run(
    _ recipe: Recipe, on pipeline: Pipeline, _ cancellation: Cancellation
  ) throws -> Trace {
    let showsProgress = !quiet && Console.errorIsTerminal
    var progress = ProgressLine(width: Console.errorWidth) {
      Console.printError($0, terminator: "")
    }
    do {
      return try pipeline.run(recipe, cancellation: cancellation) { event in
        if showsProgress {
          progress.note(event)
        } else if case .notice(let text) = event, !quiet {
          Console.printError(text)
        }
      }
    } catch {
      if showsProgress { progress.clear() }
      throw error
    }
  }

  /// Writes the picture; without a name, one that no file has yet is found.
  private func write(_ picture: Picture, _ metadata: PictureMetadata) throws -> String {
    let texts = metadata.texts(width: picture.width, height: picture.height)
    if let output {
      try PNGWriter.write(picture.bitmap, texts: texts, to: output)
      return output
    }
    let bytes = try PNGWriter.encode(picture.bitmap, texts: texts)
    var number = 1
    while true {
      let suffix = number == 1 ? "" : "-\(number)"
      let file = "wurst-\(metadata.recipe.seed)\(suffix).png"
      do throws(WriteError) {
        try AtomicFile.write(bytes, to: file, replacing: false)
        return file
      } catch {
        guard case .exists = error, number < 10_000 else { throw error }
        number += 1
      }
    }
  }

  /// Says what the model will not understand, before it takes its time.
  private static func warn(_ report: PromptReport) {
    guard !report.unknownWords.isEmpty else { return }
    let words = report.unknownWords.prefix(8).joined(separator: ", ")
    let more = report.unknownWords.count > 8 ? ", …" : ""
    Console.printError("The model does not know: \(words)\(more)")
  }

  /// Refuses a place that cannot be written to before any time is spent on the picture.
  private static func checkFolder(of file: String) throws {
    let folder = (file as NSString).deletingLastPathComponent
    guard unsafe access(folder.isEmpty ? "." : folder, W_OK) == 0 else {
      throw WriteError(path: file, code: errno)
    }
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    let file: String
    let recipe: Recipe
    let timings: StageTimings
    let peakMemory: Int

    enum CodingKeys: String, CodingKey {
      case file, recipe, timings
      case peakMemory = "peak_rss_bytes"
    }

    init(file: String, trace: Trace) {
      self.file = file
      recipe = trace.recipe
      timings = trace.timings
      peakMemory = Machine.peakMemory
    }

    var text: String {
      get throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
      }
    }
  }
}
