package import Engine
package import Files
package import Gallery
package import Recipes

/// What the explorer needs of an engine: it turns recipes into pictures and tells how far it is.
///
/// Runs come one after the other. Everything else may be called meanwhile from other threads.
package protocol Painter: Sendable {
  /// Of the model that is open.
  var facts: ModelFacts { get }

  /// The models that can be opened.
  func models() -> [ModelPlace]

  /// Reads the headers of a model's files.
  ///
  /// - Throws: why the model cannot be opened.
  func look(into model: ModelPlace) throws -> ModelFacts

  /// Draws with another model from now on.
  ///
  /// - Parameter name: as `models` has it, or as a recipe has it.
  /// - Throws: why it cannot be opened; the model before stays.
  func open(model name: String) throws -> ModelFacts

  /// Reads the headers of files that are to change the open model's prior.
  ///
  /// - Throws: why they cannot be read or do not fit.
  func check(_ loras: [Recipe.LoRA]) throws

  /// Runs `recipe` and sends each event, in order, from the calling thread.
  ///
  /// - Throws: `CancellationError` soon after `cancellation` was requested, and whatever is wrong.
  func paint(
    _ recipe: Recipe, inputs: RunInputs, cancellation: Cancellation,
    report: @escaping (StageEvent) -> Void
  ) throws -> Trace

  /// What a run of `recipe` would take over, and what it would draw.
  func foresee(_ recipe: Recipe) -> RunForecast

  /// Takes over what a picture carries: runs of its recipe need not draw it again, and those that
  /// differ in Stage B alone go on from it.
  ///
  /// - Throws: why it does not fit the open model.
  func adopt(_ kept: PictureTrace, of picture: PictureMetadata) throws

  /// The colour of every code of the codebook, three bytes each.
  ///
  /// Nil for a model without one.
  func tokenColours(cancellation: Cancellation) throws -> TokenColourTable?

  func examine(_ prompt: String, _ emphasis: Emphasis) -> PromptReport
}

/// The colours of the codes of one model.
package struct TokenColourTable: Equatable, Sendable {
  package let model: String
  /// Three bytes a code.
  package let colours: [UInt8]

  package init(model: String, colours: [UInt8]) {
    self.model = model
    self.colours = colours
  }
}
