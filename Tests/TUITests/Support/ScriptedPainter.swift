import Engine
import Files
import Gallery
import Recipes
import Synchronization
import wurst

/// A painter that computes nothing: it sends the events of a run, with pictures made of the seed.
///
/// It knows two real models by their headers: `toy-scenes` and `tiny-v2`, whose Stage B draws a
/// finer latent and which has no encoder.
final class ScriptedPainter: Painter {
  enum Script: Sendable {
    case succeed
    /// Throws before Stage B ends.
    case fail(String)
    /// Waits in Stage C until it is cancelled.
    case hang
  }

  struct Trouble: Error, CustomStringConvertible {
    let description: String
  }

  private let script: Script
  private let vocabulary: Set<String> = [
    "a", "red", "ball", "on", "grass", "under", "blue", "sky", "and", "star",
  ]
  private let current: Mutex<ModelFacts>
  private let trace = Mutex<Trace?>(nil)
  private let finished = Mutex<Trace?>(nil)
  /// What a run that was stopped leaves to the next of its recipe.
  private let stopped = Mutex<(recipe: Recipe, forecast: RunForecast)?>(nil)

  init(_ script: Script = .succeed, model: String = "toy-scenes") {
    self.script = script
    current = Mutex(TestModels.facts[model] ?? TestModels.toy)
  }

  var facts: ModelFacts { current.withLock(\.self) }

  func models() -> [ModelPlace] {
    [
      ModelPlace(name: "broken", place: "/models/broken"),
      ModelPlace(name: "tiny-v2", place: "/models/tiny-v2"),
      ModelPlace(name: "toy-scenes", place: "/models/toy-scenes"),
    ]
  }

  func look(into model: ModelPlace) throws -> ModelFacts { try facts(of: model.name) }

  func open(model name: String) throws -> ModelFacts {
    let facts = try facts(of: name)
    current.withLock { $0 = facts }
    return facts
  }

  private func facts(of name: String) throws -> ModelFacts {
    guard let facts = TestModels.facts[name] else {
      throw Trouble(description: "no Stage B at /models/\(name)")
    }
    return facts
  }

  func check(_ loras: [Recipe.LoRA]) throws {
    for lora in loras where ScriptedShelf.changes[lora.path] == nil {
      throw Trouble(description: "there is no LoRA \(lora.path)")
    }
  }

  func paint(
    _ recipe: Recipe, inputs: RunInputs, cancellation: Cancellation,
    report: @escaping (StageEvent) -> Void
  ) throws -> Trace {
    precondition((recipe.input == nil) == (inputs.picture == nil))
    let isFirst = facts.drawsTokens
    report(.started(.text, steps: 1))
    report(.finished(.text, seconds: 0.02, preview: nil))
    report(.started(.c, steps: recipe.stageC.steps))
    for step in 1...recipe.stageC.steps {
      try cancellation.check()
      let latent = Self.latent(seed: recipe.seed, step: step)
      report(.advanced(.c, step: step, of: recipe.stageC.steps, preview: .latent(latent)))
      while case .hang = script, true { try cancellation.check() }
    }
    let last = Self.latent(seed: recipe.seed, step: recipe.stageC.steps)
    report(.finished(.c, seconds: 1.2, preview: .latent(last)))
    report(.started(.b, steps: recipe.stageB.steps))
    if case .fail(let reason) = script { throw Trouble(description: reason) }
    for step in 1...recipe.stageB.steps {
      try cancellation.check()
      let made: StagePreview =
        isFirst
        ? .tokens(Self.tokens(seed: recipe.seed, step: step))
        : .fineLatent(Self.fineLatent(step: step))
      report(.advanced(.b, step: step, of: recipe.stageB.steps, preview: made))
    }
    report(.finished(.b, seconds: 0.9, preview: nil))
    report(.started(.a, steps: 7))
    for step in 1...7 { report(.advanced(.a, step: step, of: 7, preview: nil)) }
    let picture = Self.picture(seed: recipe.seed)
    report(.finished(.a, seconds: 0.2, preview: .picture(picture)))
    let stageB: Trace.StageBOutput =
      isFirst
      ? .tokens([Self.tokens(seed: recipe.seed, step: recipe.stageB.steps)])
      : .latents([Self.fineLatent(step: recipe.stageB.steps)])
    let made = Trace(
      recipe: recipe, latents: [last], stageB: stageB, pictures: [picture],
      timings: StageTimings())
    finished.withLock { $0 = made }
    return made
  }

  /// Says that the run was stopped where it stands.
  func stop(_ run: Run) {
    var parts: [Stage: RunForecast.Part] = [:]
    for meter in run.meters {
      parts[meter.stage] = meter.isFinished ? .kept : .drawn(after: meter.step)
    }
    stopped.withLock { $0 = (run.recipe, RunForecast(parts)) }
  }

  func foresee(_ recipe: Recipe) -> RunForecast {
    if let stopped = stopped.withLock(\.self), stopped.recipe == recipe { return stopped.forecast }
    return RunForecast(recipe, reusing: finished.withLock(\.self).map { [$0] } ?? [])
  }

  /// What the next run is to go on from.
  var kept: Trace? { trace.withLock(\.self) }

  func adopt(_ kept: PictureTrace, of picture: PictureMetadata) {
    trace.withLock { $0 = Trace(kept: kept.latent, tokens: kept.tokens, of: picture.recipe) }
  }

  func tokenColours(cancellation: Cancellation) -> TokenColourTable? {
    let facts = facts
    return facts.codes.map {
      TokenColourTable(model: facts.name, colours: [UInt8](repeating: 128, count: 3 * $0))
    }
  }

  func examine(_ prompt: String, _ emphasis: Emphasis) -> PromptReport {
    let words = WeightedPrompt(prompt, emphasis).text.split(separator: " ").map(String.init)
    let read = words.prefix(30).joined(separator: " ").count
    return PromptReport(
      unknownWords: words.filter { !vocabulary.contains($0) }, tokens: words.count, limit: 30,
      charactersRead: words.count > 30 ? read : prompt.count)
  }

  static func latent(seed: UInt32, step: Int) -> Latent {
    let values = (0..<2304).map { Float(($0 * 7 + step * 13 + Int(seed % 97)) % 101) / 50 - 1 }
    return Latent(channels: 16, height: 12, width: 12, values: values)
  }

  static func fineLatent(step: Int) -> Latent {
    let values = (0..<4096).map { Float(($0 * 5 + step * 11) % 97) / 48 - 1 }
    return Latent(channels: 4, height: 32, width: 32, values: values)
  }

  static func tokens(seed: UInt32, step: Int) -> TokenGrid {
    let codes = (0..<16384).map { Int32(($0 * 3 + step + Int(seed % 89)) % 300) }
    return TokenGrid(height: 128, width: 128, codes: codes)
  }

  static func picture(seed: UInt32) -> Picture {
    let rgb = (0..<48).map { UInt8(($0 * 5 + Int(seed % 83)) % 256) }
    return Picture(width: 4, height: 4, rgb: rgb)
  }
}
