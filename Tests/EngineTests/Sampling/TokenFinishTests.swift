import Engine
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("How the last step of Stage B ends")
struct TokenFinishTests {
  private let paella: Paella
  private let codebook: Codebook
  private let input: TokenStage.Input
  private static let side = 8

  init() throws {
    let model = try Model(ModelFolder(BuiltInModels.path("toy-scenes")))
    guard case .tokens(let config) = model.description.stageB else {
      preconditionFailure("the built-in model draws tokens")
    }
    paella = try model.paella(config)
    codebook = try model.vqModel().codebook
    var draws = TorchGenerator(seed: 3)
    let latent = Tensor([1, 2, 2, config.effnetEmbd], draws.randn(4 * config.effnetEmbd))
    input = .init(latent: latent, text: nil, unwanted: nil, grid: (Self.side, Self.side))
  }

  private func run(
    _ finish: TokenFinish, steps: Int, _ sampler: TokenSampler = .argmax
  ) throws -> (output: TokenStage.Output, steps: [TokenGrid]) {
    var stage = TokenStage(
      paella: paella, codebook: codebook,
      settings: .init(
        steps: steps, temperature: (0.3, 0.05), guidance: (1, 1), sampler: sampler))
    stage.settings.finish = finish
    var draws = TorchGenerator(seed: 1)
    var made: [TokenGrid] = []
    let output = try stage(
      input, draws: &draws,
      observation: Observation(step: { _, step in
        if case .tokens(let grids, _) = step { made += grids }
      }))
    return (output, made)
  }

  @Test("expected vectors are the codebook's, each as much as its token is likely")
  func expected() throws {
    let output = try run(.expected, steps: 1).output
    var draws = TorchGenerator(seed: 1)
    let count = Self.side * Self.side
    let noise = TokenGrid(
      height: Self.side, width: Self.side,
      codes: draws.randint(below: paella.config.numLabels, count: count))
    let condition = try paella.condition(effnet: input.latent, text: nil, grid: input.grid)
    let logits = try paella.logits([noise], at: [1], condition).elements
    let labels = paella.config.numLabels
    let vectors = (0..<labels).map { code in
      codebook.vectors([TokenGrid(height: 1, width: 1, codes: [Int32(code)])]).elements
    }
    let found = try #require(output.expected).elements
    for place in 0..<count {
      let line = logits[place * labels..<(place + 1) * labels].map(Double.init)
      let top = line.max() ?? 0
      let shares = line.map { exp($0 - top) }
      let sum = shares.reduce(0, +)
      for dimension in 0..<codebook.dimensions {
        let mean = zip(shares, vectors).reduce(0) { $0 + $1.0 * Double($1.1[dimension]) } / sum
        // Sums of 2048 numbers in single precision, in another order.
        #expect(abs(mean - Double(found[place * codebook.dimensions + dimension])) < 1e-5)
      }
      let likeliest = line.firstIndex(of: top).map { Int32($0) }
      #expect(output.tokens[0].codes[place] == likeliest)
    }
  }

  @Test("the steps before the last draw the same tokens whatever the finish")
  func steps() throws {
    let drawn = try run(.drawn, steps: 3, .multinomial)
    let expected = try run(.expected, steps: 3, .multinomial)
    #expect(drawn.output.expected == nil)
    #expect(drawn.steps.count == 3 && expected.steps.count == 3)
    #expect(drawn.steps.dropLast() == expected.steps.dropLast())
    #expect(expected.output.tokens == expected.steps.suffix(1))
  }
}
