import ArgumentParser
import Files

/// The picture that a run goes on from, and where.
struct ContinuationOptions: ParsableArguments, Sendable {
  @Option(
    help: ArgumentHelp(
      "A picture that wurst has drawn, to go on from in place of a prompt: its latent is taken over, "
        + "and only what comes after it is drawn, by its recipe and the options of Stage B.",
      valueName: "file"))
  var from: Path?

  @Option(
    help: ArgumentHelp(
      "The stage that --from goes on with, b or a; a takes the tokens over too. b unless given.",
      valueName: "name"))
  var stage: FirstStage?

  /// The first stage that is drawn.
  enum FirstStage: String, ExpressibleByArgument, CaseIterable, Sendable {
    case b, a
  }

  init() {}

  mutating func validate() throws {
    if from == .standardStream {
      throw ValidationError(
        "--from does not read the standard input; keep the picture in a file and name that")
    }
    if stage != nil && from == nil {
      throw ValidationError("--stage needs a picture to go on from; add --from")
    }
  }
}
