package import ArgumentParser
import Engine
import Files
import Gallery
import Recipes
import Render

extension GalleryCommand {
  /// `wurst gallery verify`.
  package struct Verify: ParsableCommand, LoggedCommand {
    package static let configuration = CommandConfiguration(
      abstract: "Draw pictures again by their recipes and compare the pixels.",
      discussion: "Kernels for another class of CPU, and other precision, may give slightly other "
        + "pixels; the recipe's own precision is taken. Pictures without a recipe of wurst are skipped. "
        + "Ends with 1 where a picture is another one.",
      examples: ["wurst gallery verify", "wurst gallery verify ball.png --threads 1"])

    @Argument(
      help: ArgumentHelp(
        "Pictures, by their paths from here or in the gallery's folder; all kept ones unless given.",
        valueName: "file"))
    var pictures: [Path] = []

    @OptionGroup(title: "Model") var modelOptions: ModelOptions

    @OptionGroup var output: PrintOptions

    @OptionGroup var logOptions: LogOptions

    package init() {}

    package func run() throws { try Interruption.watch(verify) }

    private func verify(_ cancellation: Cancellation) throws {
      let gallery = Gallery.own
      let paths =
        pictures.isEmpty
        ? try gallery.entries().map(\.path)
        : try PictureArguments.parse(pictures.map(\.text)).paths(in: gallery)
      var repetition = Repetition(
        modelOptions: modelOptions, isQuiet: output.json || logOptions.quiet, cancellation)
      var results: [VerifiedPicture] = []
      var failures: [Failure] = []
      for path in paths {
        try cancellation.check()
        var result = VerifiedPicture(path)
        do {
          try repetition.verify(path, &result)
        } catch let error as CancellationError {
          throw error
        } catch {
          let failure = Failure(error)
          result.error = failure.message
          failures.append(failure)
        }
        results.append(result)
        if logOptions.quiet { CommandLog.note(result.line) } else { try output.print(result.line) }
      }
      try output.report("pictures", results)
      let skipped = results.count { $0.result == .skipped }
      if skipped > 0 && !logOptions.quiet {
        Console.printError(
          "skipped: \(skipped) of \(results.count) pictures, without a recipe of wurst")
      }
      let different = results.count { $0.result == .differs }
      if different > 0 {
        throw Failure("other pixels: \(different) of \(results.count) pictures", .differs)
      }
      guard let first = failures.first else { return }
      throw Failure("not drawn again: \(failures.count) of \(results.count) pictures", first.status)
    }
  }
}

/// What became of a picture that was drawn again.
struct VerifiedPicture: Encodable {
  let file: Path
  var result = Result.failed
  /// The class of the kernels, and what products were computed in.
  let cpu = Kernel.level
  var precision: Precision?
  /// Pixels that are not the same, and how far the farthest of their colours is away, of 255.
  var pixels: Int?
  var distance: Int?
  var error: String?

  enum Result: String, Encodable {
    case same, differs, failed
    /// It carries no recipe of wurst.
    case skipped
  }

  init(_ file: Path) { self.file = file }

  mutating func compare(_ own: Bitmap, _ again: Picture) {
    guard own.width == again.width, own.height == again.height else {
      result = .differs
      error = "it has \(own.width)×\(own.height) pixels, and again \(again.width)×\(again.height)"
      return
    }
    let distances = zip(own.rgb, again.rgb).map { abs(Int($0) - Int($1)) }
    let pixels = stride(from: 0, to: distances.count, by: 3).count { first in
      distances[first..<first + 3].contains { $0 != 0 }
    }
    result = pixels == 0 ? .same : .differs
    if pixels > 0 { (self.pixels, distance) = (pixels, distances.max()) }
  }

  var line: String {
    let way = [cpu, precision.map(\.rawValue)].compactMap(\.self).joined(separator: ", ")
    return switch result {
    case .same: "same     \(file)  (\(way))"
    case .differs:
      "differs  \(file)  (\(way)): "
        + (error ?? "\(pixels ?? 0) pixels, by \(distance ?? 0) of 255 at most")
    case .skipped: "skipped  \(file): it carries no recipe of wurst"
    case .failed: "failed   \(file): \(error ?? "")"
    }
  }
}
