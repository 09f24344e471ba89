import Engine
import Files
import Recipes
import TestSupport
import Testing

@Suite("Numbers that are not finite")
struct NumbersTests {
  private let folder: ModelFolder

  init() throws { folder = try ModelFolder(BuiltInModels.path("toy-scenes")) }

  private func run(_ source: any ModelSource, _ precision: Precision = .fp32) throws -> Trace {
    let model = try Model(source)
    var recipe = model.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.size = .init(width: 64, height: 64)
    recipe.stageC.steps = 2
    recipe.stageB.steps = 1
    recipe.precision = precision
    recipe.input = .init(path: "ball.png", fingerprint: "", strength: 0.9)
    let grey = Picture(width: 64, height: 64, rgb: .init(repeating: 128, count: 3 * 64 * 64))
    return try Pipeline(model: model, threads: 2).run(
      recipe, inputs: RunInputs(picture: grey), cancellation: Cancellation()
    ) { _ in }
  }

  /// What weights of a damaged file may be; the last is what NVIDIA's cards make.
  private static let values: [Float] = [.nan, .infinity, Float(bitPattern: 0x7fff_ffff)]

  @Test(
    "whichever tensor holds none, the run ends with the name of the part",
    arguments: [ModelPart.text, .stageC, .stageB, .stageA, .encoder], [Precision.fp32, .bf16])
  func weights(part: ModelPart, precision: Precision) throws {
    // Of Stage A drawing needs the half that makes pictures.
    let keys = try folder.tensors(of: part).keys.sorted().filter {
      part != .stageA || $0.hasPrefix("up_blocks.") || $0.hasPrefix("out_block.")
    }
    for (index, key) in keys.enumerated() where index % 20 == 0 {
      let value = Self.values[index / 20 % Self.values.count]
      // Under a sigmoid what is infinite is as good as large.
      if value.isInfinite && key.hasSuffix(".fc2.bias") { continue }
      let error = #expect(throws: NumbersError.self, "\(key) \(value)") {
        try run(SpoiltModel(folder, part, key, value), precision)
      }
      #expect(error?.part == part && error?.precision == precision)
    }
  }

  @Test("a LoRA that holds none ends the run in Stage C")
  func lora() throws {
    try TemporaryFolder.with { folder in
      let prior = try DiffusersNames(self.folder.tensors(of: .stageC))
      let layer = try #require(prior.keys.filter { $0.hasSuffix(".to_q.weight") }.min())
      let shape = try #require(prior.shape(of: layer))
      let name = String(layer.dropLast(".weight".count))
      let down = Tensor([1, shape[1]], [Float](repeating: .nan, count: shape[1]))
      let up = Tensor([shape[0], 1], [Float](repeating: 1, count: shape[0]))
      let path = folder / "lora.safetensors"
      try SafetensorsWriter([
        name + ".lora_A.weight": SavedTensor(down), name + ".lora_B.weight": SavedTensor(up),
      ]).write(to: path)
      let model = try ChangedModel(self.folder, loras: [.init(path: path, weight: 0.5)])
      let error = #expect(throws: NumbersError.self) { try run(model) }
      #expect(error?.description.contains("Stage C") == true)
      #expect(error?.description.contains("LoRA") == true)
    }
  }

  @Test("a kept latent that holds none is refused before the run")
  func latent() throws {
    let model = try Model(folder)
    var recipe = model.description.recipe(prompt: "a red ball on grass", seed: 1)
    recipe.start = .latent(.init(path: "ball.png", fingerprint: "00aa", strength: 0.5))
    for value in [Float.nan, -.infinity] {
      var values = [Float](repeating: 0, count: 16 * 12 * 12)
      values[77] = value
      let inputs = RunInputs(latent: Latent(channels: 16, height: 12, width: 12, values: values))
      #expect(throws: InputError.damagedLatent(path: "ball.png")) {
        try Pipeline(model: model, threads: 1).check(recipe, inputs: inputs)
      }
    }
  }

  @Test("a tensor is finite exactly where all of its elements are")
  func finite() {
    #expect(Tensor([0], []).isFinite && Tensor([2], [.greatestFiniteMagnitude, -0.0]).isFinite)
    for value in Self.values + [-.infinity, .signalingNaN, Float(bitPattern: 0xffff_ffff)] {
      for place in 0..<5 {
        var elements: [Float] = [1, -2, .leastNonzeroMagnitude, 4, -.greatestFiniteMagnitude]
        elements[place] = value
        #expect(!Tensor([5], elements).isFinite)
      }
    }
  }
}

/// A model of whose tensors one holds a single number.
private struct SpoiltModel: ModelSource {
  private let source: any ModelSource
  private let spoilt: (part: ModelPart, key: String, value: Float)

  init(_ source: any ModelSource, _ part: ModelPart, _ key: String, _ value: Float) {
    self.source = source
    spoilt = (part, key, value)
  }

  var description: ModelDescription { source.description }
  var place: String { source.place }

  func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource {
    let source = try source.tensors(of: part)
    guard part == spoilt.part else { return source }
    return SpoiltTensors(source: source, key: spoilt.key, value: spoilt.value)
  }

  func tokenizer(of part: ModelPart) throws(LoadingError) -> BPETokenizer {
    try source.tokenizer(of: part)
  }

  func fingerprint() throws(LoadingError) -> String { try source.fingerprint() }
}

private struct SpoiltTensors: TensorSource {
  let source: any TensorSource
  let key: String
  let value: Float

  var label: String { source.label }
  var keys: [String] { source.keys }
  func shape(of key: String) -> [Int]? { source.shape(of: key) }

  func stored(named key: String) -> StoredTensor? {
    key == self.key ? nil : source.stored(named: key)
  }

  func tensor(named key: String) throws(LoadingError) -> Tensor {
    let tensor = try source.tensor(named: key)
    return key == self.key ? tensor.mapElements { _ in value } : tensor
  }
}
