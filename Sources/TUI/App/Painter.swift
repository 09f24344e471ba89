package import Engine

/// What the explorer needs of an engine: it turns recipes into pictures and tells how far it is.
///
/// Only one run is asked for at a time. `examine` may be called meanwhile from another thread.
package protocol Painter: Sendable {
  var facts: ModelFacts { get }

  /// Runs `recipe` and sends each event, in order, from the calling thread.
  ///
  /// - Throws: `CancellationError` soon after `cancellation` was requested, and whatever is wrong.
  func paint(
    _ recipe: Recipe, cancellation: Cancellation, report: @escaping (StageEvent) -> Void
  ) throws -> Picture

  /// The colour of every code of the codebook, three bytes each.
  ///
  /// Nil for a model without one.
  func tokenColours(cancellation: Cancellation) throws -> [UInt8]?

  func examine(_ prompt: String) -> PromptNotes
}

/// What the screen says about a model before it has drawn anything.
package struct ModelFacts: Equatable, Sendable {
  package var name: String
  /// A prompt that the model can draw.
  package var example: String
  package var latent: Size
  package var channels: Int
  /// The grid of Stage B.
  package var tokens: Size
  /// Nil where Stage B draws a latent and no tokens.
  package var codes: Int?
  /// In pixels.
  package var picture: Size
  /// The settings the model draws best with.
  package var stageC: Recipe.StageC
  package var stageB: Recipe.StageB

  package init(
    name: String, example: String, latent: Size, channels: Int, tokens: Size, codes: Int?,
    picture: Size, stageC: Recipe.StageC, stageB: Recipe.StageB
  ) {
    self.name = name
    self.example = example
    self.latent = latent
    self.channels = channels
    self.tokens = tokens
    self.codes = codes
    self.picture = picture
    self.stageC = stageC
    self.stageB = stageB
  }
}

/// What the text tower will not see as it was meant.
package struct PromptNotes: Equatable, Sendable {
  /// Words that the vocabulary does not hold whole.
  package var unknownWords: [String]
  /// Whether the end of the prompt is cut off.
  package var isTooLong: Bool

  package init(unknownWords: [String] = [], isTooLong: Bool = false) {
    self.unknownWords = unknownWords
    self.isTooLong = isTooLong
  }

  /// The notes as one sentence, or nil if there is nothing to note.
  package var sentence: String? {
    var parts: [String] = []
    if isTooLong { parts.append("the prompt is longer than the model reads: its end is left out") }
    if !unknownWords.isEmpty {
      let shown = unknownWords.prefix(4).map { "“\($0)”" }.joined(separator: ", ")
      let more = unknownWords.count > 4 ? " and \(unknownWords.count - 4) more" : ""
      parts.append("this model never learned \(shown)\(more)")
    }
    guard let first = parts.first else { return nil }
    return ([first.prefix(1).uppercased() + first.dropFirst()] + parts.dropFirst())
      .joined(separator: "; ")
  }
}
