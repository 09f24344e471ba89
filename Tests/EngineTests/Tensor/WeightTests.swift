import Engine
import Recipes
import TestSupport
import Testing

@Suite("Weights that layers hold")
struct WeightTests {
  /// Runs `body` with weights of `values` and once more after all were replaced by `others`; the
  /// second result must be that of a layer which was made with `others`.
  private func expectReplaced<Layer>(
    _ values: [String: Tensor], _ others: [String: Tensor], _ precision: Precision,
    _ make: (Weights) throws -> Layer, _ run: (Layer) -> Tensor
  ) throws {
    try Compute.$current.withValue(Compute(threads: 2, precision: precision)) {
      let weights = Weights(TensorDictionary(values))
      let layer = try make(weights)
      let before = run(layer)
      #expect(run(layer).elements == before.elements)
      #expect(weights.held.map(\.key).sorted() == values.keys.sorted())
      for weight in weights.held {
        #expect(weight.version == 0 && weight.shape == values[weight.key]?.shape)
        if let other = others[weight.key] { weight.replace(with: other) }
        #expect(weight.version == 1 && weight.tensor.elements == others[weight.key]?.elements)
      }
      let wanted = run(try make(Weights(TensorDictionary(others))))
      #expect(run(layer).elements == wanted.elements && wanted.elements != before.elements)
    }
  }

  /// Positive numbers, since a variance is.
  private func tensor(_ shape: [Int], _ seed: UInt64) -> Tensor {
    var numbers = SeededNumbers(seed)
    return Tensor(shape, numbers.floats(shape.reduce(1, *), in: 0.5...2))
  }

  private func numbers(_ shapes: [String: [Int]], seed: UInt64) -> [String: Tensor] {
    shapes.mapValues { tensor($0, seed) }
  }

  @Test("a product, packed before, is that of the new values", arguments: Precision.allCases)
  func product(_ precision: Precision) throws {
    let shapes = ["weight": [70, 40], "bias": [70]]
    let x = tensor([9, 40], 1)
    try expectReplaced(
      numbers(shapes, seed: 2), numbers(shapes, seed: 3), precision,
      { try Linear(40, 70, weights: $0) }, { $0(x) })
  }

  @Test("what is folded, transposed or cut of weights follows them", arguments: Precision.allCases)
  func derived(_ precision: Precision) throws {
    let map = tensor([1, 6, 6, 4], 4)
    let depthwise = ["weight": [4, 1, 3, 3], "bias": [4]]
    try expectReplaced(
      numbers(depthwise, seed: 5), numbers(depthwise, seed: 6), precision,
      { try DepthwiseConvolution(4, kernel: 3, weights: $0) }, { $0(map) })
    let dense = ["weight": [8, 4, 3, 3], "bias": [8]]
    let shape = ConvolutionShape(kernel: 3, stride: 1, padding: 1)
    try expectReplaced(
      numbers(dense, seed: 7), numbers(dense, seed: 8), precision,
      { try Convolution(4, 8, shape, weights: $0) }, { $0(map) })
    let transposed = ["weight": [4, 8, 4, 4], "bias": [8]]
    let doubling = ConvolutionShape(kernel: 4, stride: 2, padding: 1)
    try expectReplaced(
      numbers(transposed, seed: 9), numbers(transposed, seed: 10), precision,
      { try TransposedConvolution(4, 8, doubling, weights: $0) }, { $0(map) })
    let skipping = ["weight": [4, 2, 3, 3], "bias": [4]]
    try expectReplaced(
      numbers(skipping, seed: 11), numbers(skipping, seed: 12), precision,
      { try GroupedSkipConvolution(4, skip: 4, kernel: 3, weights: $0) }, { $0(map, skip: map) })
    let norm = [
      "0.weight": [5, 4], "1.weight": [5], "1.bias": [5], "1.running_mean": [5],
      "1.running_var": [5],
    ]
    try expectReplaced(
      numbers(norm, seed: 19), numbers(norm, seed: 20), precision,
      { weights in
        let norm = try BatchNorm(5, epsilon: 1e-5, weights: weights["1"])
        return norm.following(try weights["0"].weight("weight", [5, 4])) {
          Linear(weight: $0, bias: $1)
        }
      }, { $0.value(map) })
    let mlp = [
      "0.weight": [16, 4], "0.bias": [16], "2.gamma": [1, 1, 1, 16], "2.beta": [1, 1, 1, 16],
      "4.weight": [4, 16], "4.bias": [4],
    ]
    try expectReplaced(
      numbers(mlp, seed: 13), numbers(mlp, seed: 14), precision,
      { try ChannelMLP(4, weights: $0) }, { $0([Operand(map)], residual: map) })
    let attention = [
      "attention.attn.in_proj_weight": [24, 8], "attention.attn.in_proj_bias": [24],
      "attention.attn.out_proj.weight": [8, 8], "attention.attn.out_proj.bias": [8],
      "kv_mapper.1.weight": [8, 6], "kv_mapper.1.bias": [8],
    ]
    let x = tensor([1, 3, 3, 8], 15)
    let condition = tensor([1, 5, 6], 16)
    try expectReplaced(
      numbers(attention, seed: 17), numbers(attention, seed: 18), precision,
      { try AttentionBlock(8, condition: 6, heads: 2, weights: $0) },
      { $0(x, $0.keysValues(condition)) })
  }

  @Test("the layers of the built-in networks hold what the checkpoints hold")
  func keys() throws {
    let folder = try ModelFolder(BuiltInModels.path("toy-scenes"))
    let model = try Model(folder)
    guard case .tokens(let paella) = model.description.stageB else {
      Issue.record("the model draws no tokens")
      return
    }
    let held: [(ModelPart, [Weight])] = [
      (.text, try model.text().weights), (.stageC, try model.prior().weights),
      (.stageB, try model.paella(paella).weights), (.stageA, try model.vqModel().weights),
      (.encoder, try model.encoder().weights),
    ]
    for (part, weights) in held {
      let source = try folder.tensors(of: part)
      let keys = source.keys.filter {
        !$0.hasSuffix("num_batches_tracked") && !$0.hasSuffix("position_ids")
      }
      #expect(weights.map(\.key).sorted() == keys.sorted(), "\(part)")
      for weight in weights {
        #expect(weight.shape == source.shape(of: weight.key), "\(weight.key)")
        let values = try source.tensor(named: weight.key).elements
        #expect(weight.tensor.elements == values, "\(weight.key)")
      }
    }
  }
}
