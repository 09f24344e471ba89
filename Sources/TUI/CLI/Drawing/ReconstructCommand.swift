package import ArgumentParser
import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render

/// `wurst reconstruct`: takes pictures through the encoder and draws them again from their latents.
package struct ReconstructCommand: ParsableCommand, PictureCommand {
  package static let configuration = CommandConfiguration(
    commandName: "reconstruct",
    abstract: "Turn pictures into latents and back, and measure what is lost.",
    discussion: "Each picture is cut to the proportions of what the model draws, encoded, and "
      + "drawn again by Stage B and Stage A. PSNR and SSIM say how near that comes to the picture "
      + "as it was cut. The model must have an encoder.",
    examples: ["wurst reconstruct photo.jpg", "wurst reconstruct *.png -o again --json"])

  static let outputHelp = ArgumentHelp(
    "The file to write, or the folder, which is made where it is missing. Unless given, new "
      + "files NAME-reconstructed.png in this folder.", valueName: "file|folder")

  @Argument(help: ArgumentHelp("PNG, JPEG or WebP pictures.", valueName: "file"))
  var files: [Path]

  @Option(help: "What the pictures show; Stage B looks at it too.")
  var prompt = ""

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Seed of the random numbers of Stage B, 0 to \(UInt32.max) or random.", valueName: "n"))
  var seed = SeedArgument(0)

  @Option(
    help: ArgumentHelp(
      "Width and height to draw, such as 512x512; the model's own unless given.",
      valueName: "WxH"))
  var size: PictureSize?

  @OptionGroup(title: "Model") var modelOptions: ModelOptions

  @OptionGroup var outputOptions: OutputOptions<ReconstructCommand>

  package init() {}

  package func run() throws {
    let preview = outputOptions.viewOptions.preview
    try Interruption.watch { try reconstruct(preview, $0) }
  }

  private func reconstruct(_ preview: InlinePreview?, _ cancellation: Cancellation) throws {
    let source = try modelOptions.source(ResourceLocator())
    let pipeline = try modelOptions.pipeline(source)
    var recipe = source.description.recipe(prompt: prompt, seed: seed.number)
    recipe.size = size
    recipe.loras = modelOptions.changes
    recipe.precision = modelOptions.precision.precision
    recipe.input = .init(path: "", fingerprint: "", strength: 0)
    if let problem = recipe.problem { throw ValidationError(problem) }
    try pipeline.check(recipe)
    let output = try outputOptions.files(takesFolders: true, inputs: files + modelOptions.files)
    if output.isOneFile && files.count > 1 {
      throw ValidationError("--output names one file for \(files.count) pictures; name a folder")
    }
    let work = Work(
      run: CommandRun(
        pipeline: pipeline, isQuiet: outputOptions.quiet, preview: preview,
        cancellation: cancellation),
      recipe: recipe, fingerprint: try source.fingerprint(), output: output,
      traceOptions: outputOptions.traceOptions)
    var results: [Result] = []
    var failures: [Failure] = []
    for file in files {
      let result: Result
      do {
        result = try work.reconstruct(file)
      } catch let error as CancellationError {
        throw error
      } catch {
        let failure = Failure(error)
        results.append(Result(input: file, error: failure.message))
        failures.append(failure)
        outputOptions.reportWhenStopped(["pictures": results])
        if files.count > 1 { Console.printError("wurst: \(failure.message)") }
        continue
      }
      results.append(result)
      outputOptions.reportWhenStopped(["pictures": results])
      try outputOptions.print(result.line)
    }
    if let file = results.compactMap(\.file).first { try outputOptions.viewOptions.open(file) }
    try outputOptions.report(["pictures": results])
    guard let first = failures.first else { return }
    throw files.count == 1
      ? first
      : Failure("not reconstructed: \(failures.count) of \(files.count) pictures", first.status)
  }

  /// What all files have in common.
  private struct Work {
    let run: CommandRun
    let recipe: Recipe
    let fingerprint: String
    let output: OutputFiles
    let traceOptions: TraceOptions

    func reconstruct(_ file: Path) throws -> Result {
      let given = try PictureFile(given: file, run.cancellation)
      run.note(given.notices, of: file)
      var recipe = recipe
      recipe.input = .init(path: given.path, fingerprint: given.fingerprint, strength: 0)
      run.announce(file.description)
      let trace = try run(recipe, inputs: RunInputs(picture: given.picture))
      let picture = trace.picture
      let size = PictureSize(width: picture.width, height: picture.height)
      let cut = try Pipeline.fitted(given.picture, to: size, run.cancellation)
      let quality = ImageQuality(of: picture.bitmap, against: cut.bitmap)
      let written = try Writing.whole {
        try output.write(
          .init(
            picture: picture, metadata: PictureMetadata(recipe: recipe, fingerprint: fingerprint),
            trace: traceOptions.trace(of: trace, index: 0)),
          name: file.stem + "-reconstructed")
      }
      return Result(
        input: file, file: written, psnr: quality.peakSignalToNoise,
        ssim: quality.structuralSimilarity, recipe: recipe, timings: trace.timings)
    }
  }

  /// What became of one picture.
  private struct Result: Encodable {
    let input: Path
    var file: Path?
    /// In decibels; nil also for equal pictures, whose ratio is infinite.
    var psnr: Double?
    var ssim: Double?
    var recipe: Recipe?
    var timings: StageTimings?
    var error: String?

    var line: String {
      let ratio = psnr.map { "PSNR \(NumberText.fixed($0, places: 2)) dB" } ?? ""
      let similarity = ssim.map { "SSIM \(NumberText.fixed($0, places: 4))" } ?? ""
      return "\(input) → \(file.map(\.description) ?? "")  \(ratio)  \(similarity)"
    }

    enum CodingKeys: String, CodingKey {
      case input, file, psnr, ssim, recipe, timings, error
    }

    func encode(to encoder: any Encoder) throws {
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(input, forKey: .input)
      try fields.encodeIfPresent(file, forKey: .file)
      // JSON has no infinity.
      try fields.encodeIfPresent(psnr.flatMap { $0.isFinite ? $0 : nil }, forKey: .psnr)
      try fields.encodeIfPresent(ssim, forKey: .ssim)
      try fields.encodeIfPresent(recipe, forKey: .recipe)
      try fields.encodeIfPresent(timings, forKey: .timings)
      try fields.encodeIfPresent(error, forKey: .error)
    }
  }
}
