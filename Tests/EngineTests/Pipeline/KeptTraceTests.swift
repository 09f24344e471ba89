import Engine
import Files
import Recipes
import TestSupport
import Testing

@Suite("Runs that go on from what was kept of another")
struct KeptTraceTests {
  private let pipeline: Pipeline

  init() throws {
    pipeline = Pipeline(
      model: try Model(ModelFolder(BuiltInModels.path("toy-scenes"))), threads: 2)
  }

  private func recipe() -> Recipe {
    var recipe = pipeline.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.size = PictureSize(width: 128, height: 128)
    recipe.stageC.steps = 3
    recipe.stageB.steps = 2
    return recipe
  }

  private func run(
    _ recipe: Recipe, _ inputs: RunInputs = RunInputs(), reusing kept: [Trace] = []
  ) throws -> (trace: Trace, started: [Stage]) {
    try pipeline.check(recipe, inputs: inputs, reusing: kept)
    var started: [Stage] = []
    let trace = try pipeline.run(
      recipe, inputs: inputs, reusing: kept, cancellation: Cancellation()
    ) { if case .started(let stage, _, _) = $0 { started.append(stage) } }
    return (trace, started)
  }

  /// Recipes whose Stage C draws its random numbers in different ways, with what they name.
  private static let kinds: [String] = [
    "ddpm", "ddim", "dpm", "toward", "two", "picture", "mask", "whole mask", "latent", "as it is",
  ]

  private func made(_ kind: String) -> (Recipe, RunInputs) {
    var recipe = recipe()
    var inputs = RunInputs()
    let side = 128
    func picture(_ value: (Int) -> UInt8) -> Picture {
      Picture(width: side, height: side, rgb: (0..<3 * side * side).map(value))
    }
    func begin(_ strength: Float, masked: Bool = false) {
      inputs.picture = picture { UInt8($0 / 7 % 256) }
      recipe.input = .init(path: "a.png", fingerprint: "00", strength: strength)
      guard masked else { return }
      inputs.mask = picture { $0 < 3 * side * side / 2 ? 255 : 0 }
      recipe.input?.mask = .init(path: "m.png", fingerprint: "00")
    }
    switch kind {
    case "ddim": recipe.stageC.sampler = .ddim
    case "dpm": recipe.stageC.sampler = .dpm
    case "toward":
      recipe.toward = .init(prompt: "a blue cube on sand", negative: "", seed: 9, share: 0.3)
    case "two": recipe.count = 2
    case "picture": begin(0.7)
    case "mask": begin(0.7, masked: true)
    case "whole mask": begin(1, masked: true)
    case "latent":
      recipe.start = .latent(.init(path: "a.png", fingerprint: "00", strength: 0.7))
      // 128 of the 512 pixels on whose latent the model was trained.
      inputs.latent = Latent(
        channels: 16, height: 3, width: 3, values: (0..<144).map { Float($0 % 5) / 5 })
    case "as it is": begin(0)
    default: break
    }
    return (recipe, inputs)
  }

  @Test(
    "the latent of a run gives its pictures again, without what it began from", arguments: kinds)
  func latent(kind: String) throws {
    let (recipe, inputs) = made(kind)
    let own = try run(recipe, inputs).trace
    for number in 0..<recipe.count {
      let again = try run(
        recipe, reusing: [Trace(kept: own.latents[number], tokens: nil, of: recipe)])
      #expect(again.started == [.text, .b, .a])
      #expect(again.trace.pictures[number] == own.pictures[number])
      #expect(again.trace.stageB != .latents([]))
    }
  }

  @Test("other settings of Stage B give what a whole run with them gives", arguments: kinds)
  func otherSettings(kind: String) throws {
    let (recipe, inputs) = made(kind)
    let kept = try run(recipe, inputs).trace.latents
    var other = recipe
    other.stageB.steps = 3
    let whole = try run(other, inputs).trace
    for number in 0..<recipe.count {
      let trace = try run(
        other, reusing: [Trace(kept: kept[number], tokens: nil, of: other)]
      ).trace
      #expect(trace.pictures[number] == whole.pictures[number])
    }
    // A trace of the recipe itself serves as well.
    let trace = try run(other, reusing: [Trace(kept: kept[0], tokens: nil, of: recipe)]).trace
    #expect(trace.picture == whole.picture)
  }

  @Test("the tokens of a run give its picture with Stage A alone, and go on to other settings")
  func tokens() throws {
    var recipe = recipe()
    recipe.stageB.finish = .drawn
    let own = try run(recipe).trace
    let kept = Trace(kept: own.latent, tokens: own.tokens, of: recipe)
    let again = try run(recipe, reusing: [kept])
    #expect(again.started == [.a] && again.trace.pictures == own.pictures)
    var other = recipe
    other.seedB = 5
    let changed = try run(other, reusing: [again.trace])
    #expect(changed.started == [.text, .b, .a])
    #expect(changed.trace.pictures == (try run(other)).trace.pictures)
  }

  @Test(
    "a picture of expected tokens is drawn from its latent again, since its tokens are not all of it"
  )
  func expected() throws {
    var recipe = recipe()
    recipe.stageB.finish = .expected
    let own = try run(recipe).trace
    #expect(try run(recipe, reusing: [own]).started.isEmpty)
    let kept = Trace(kept: own.latent, tokens: own.tokens, of: recipe)
    let again = try run(recipe, reusing: [kept])
    #expect(again.started == [.text, .b, .a] && again.trace.pictures == own.pictures)
    var drawn = recipe
    drawn.stageB.finish = .drawn
    #expect(try run(drawn).trace.pictures != own.pictures)
  }

  @Test("what does not fit the model is refused before the run")
  func refused() throws {
    let recipe = recipe()
    let own = try run(recipe).trace
    func refusal(_ latent: Latent, _ tokens: TokenGrid?) throws -> String? {
      let kept = Trace(kept: latent, tokens: tokens, of: recipe)
      let error = #expect(throws: InputError.self) {
        try pipeline.check(recipe, reusing: [kept])
      }
      let ofRun = #expect(throws: InputError.self) {
        try pipeline.run(recipe, reusing: [kept], cancellation: Cancellation()) { _ in }
      }
      #expect(ofRun == error)
      return error?.description
    }
    let small = Latent(channels: 4, height: 2, width: 3, values: .init(repeating: 0, count: 24))
    #expect(
      try refusal(small, nil)
        == "the latent to begin from has 4 channels on 3×2 where this model draws on 16 channels on "
        + "3×3")
    let tokens = try #require(own.tokens)
    #expect(
      try refusal(own.latent, TokenGrid(height: 1, width: 2, codes: [0, 1]))
        == "the tokens to go on from do not fit this model: they lie on 2×1 where it draws on 32×32"
    )
    var codes = tokens.codes
    codes[7] = 1 << 20
    #expect(
      try refusal(own.latent, TokenGrid(height: tokens.height, width: tokens.width, codes: codes))?
        .contains("one is 1048576 where its codebook has 0 to ") == true)
  }
}
