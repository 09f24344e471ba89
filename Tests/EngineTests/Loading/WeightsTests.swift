import Engine
import Testing

@Suite("Weights")
struct WeightsTests {
  private let tensors = TensorDictionary(
    [
      "blocks.3.depthwise.weight": Tensor([2, 1], [1, 2]),
      "blocks.3.depthwise.bias": Tensor([2], [3, 4]),
      "head.weight": Tensor([1], [5]),
      "norm.num_batches_tracked": Tensor([], [6]),
      "text_projection.weight": Tensor([1], [7]),
    ], label: "x.safetensors")

  @Test("a cursor leads to the tensors below it")
  func cursor() throws {
    let depthwise = Weights(tensors)["blocks"][3]["depthwise"]
    #expect(try depthwise.tensor("weight", [2, 1]).elements == [1, 2])
    #expect(depthwise.shape(of: "bias") == [2])
    #expect(depthwise.shape(of: "gamma") == nil)
  }

  @Test("a wrong shape is reported with the key, what was wanted and what was found")
  func wrongShape() throws {
    let error = try #require(throws: LoadingError.self) {
      try Weights(tensors)["blocks"][3]["depthwise"].tensor("weight", [4, 1, 3, 3])
    }
    #expect(
      error
        == .wrongShape(
          key: "blocks.3.depthwise.weight", wanted: [4, 1, 3, 3], found: [2, 1],
          source: "x.safetensors"))
    for part in ["blocks.3.depthwise.weight", "[4, 1, 3, 3]", "[2, 1]", "x.safetensors"] {
      #expect("\(error)".contains(part))
    }
  }

  @Test("a missing tensor is reported with its full key")
  func missing() throws {
    let error = try #require(throws: LoadingError.self) {
      try Weights(tensors)["blocks"][4].tensor("bias", [2])
    }
    #expect(error == .tensorMissing(key: "blocks.4.bias", source: "x.safetensors"))
  }

  @Test("what was not taken is listed, bookkeeping and ignored names aside")
  func leftOver() throws {
    let weights = Weights(tensors, ignoring: ["text_projection"])
    _ = try weights["blocks"][3]["depthwise"].tensor("weight", [2, 1])
    #expect(
      throws: LoadingError.leftOver(
        keys: ["blocks.3.depthwise.bias", "head.weight"], source: "x.safetensors")
    ) { try weights.finish() }
    #expect(
      throws: LoadingError.leftOver(keys: ["blocks.3.depthwise.bias"], source: "x.safetensors")
    ) { try weights["blocks"].finish() }
    _ = try weights["blocks"][3]["depthwise"].tensor("bias", [2])
    _ = try weights["head"].tensor("weight", [1])
    try weights.finish()
  }

  @Test("an optional prefix may be present or absent", arguments: ["", "text_model."])
  func optionalPrefix(prefix: String) throws {
    let source = TensorDictionary([prefix + "norm.bias": Tensor([1], [2])])
    let weights = Weights(source, optionalPrefix: "text_model.")
    #expect(try weights["norm"].tensor("bias", [1]).elements == [2])
    try weights.finish()
  }

  @Test("the same tensor with and without the prefix is one too many")
  func bothPrefixes() throws {
    let source = TensorDictionary(["a": Tensor([1], [1]), "text_model.a": Tensor([1], [2])])
    let weights = Weights(source, optionalPrefix: "text_model.")
    #expect(try weights.tensor("a", [1]).elements == [1])
    #expect(throws: LoadingError.leftOver(keys: ["text_model.a"], source: "memory")) {
      try weights.finish()
    }
  }
}
