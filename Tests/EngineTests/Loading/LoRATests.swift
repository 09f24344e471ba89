import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("LoRA files and original names")
struct LoRATests {
  private static let folder = TestFiles.golden("v2/lora_prior/")
  private static let target = "blocks.2.attention.to_q"

  private let base = TensorDictionary(["\(target).weight": Tensor([2, 3], [1, 2, 3, 4, 5, 6])])

  /// Writes factors B = (1, 2)ᵀ and A = (1, 10, 100) for one layer, under any names.
  private func lora(
    _ down: String, _ up: String, downShape: [Int] = [1, 3], upShape: [Int] = [2, 1],
    metadata: String = "{}"
  ) throws -> LoRAFile {
    try TemporaryFolder.with { folder in
      let (a, b) = ([1, 10, 100] as [Float], [1, 2] as [Float])
      let header = """
        {"__metadata__":{"lora_adapter_metadata":\(String(reflecting: metadata))},\
        "\(down)":{"dtype":"F32","shape":\(downShape),"data_offsets":[0,12]},\
        "\(up)":{"dtype":"F32","shape":\(upShape),"data_offsets":[12,20]}}
        """
      let path = folder / "lora.safetensors"
      try SafetensorsText(header: header, data: bytes(of: a + b)).write(to: path)
      return try LoRAFile(path)
    }
  }

  @Test(
    "the change is added with its weight, under every name that occurs",
    arguments: [
      ("prior.\(target).lora_A.weight", "prior.\(target).lora_B.weight"),
      ("unet.\(target).lora_A.weight", "unet.\(target).lora_B.weight"),
      ("\(target).lora.down.weight", "\(target).lora.up.weight"),
      (
        "prior.blocks.2.attention.processor.to_q_lora.down.weight",
        "prior.blocks.2.attention.processor.to_q_lora.up.weight"
      ),
    ])
  func mixed(down: String, up: String) throws {
    let lora = try lora(down, up)
    #expect(lora.targets == [Self.target])
    let half = try LoRASource(base, adding: lora, weight: 0.5).tensor(
      named: "\(Self.target).weight")
    #expect(half.elements == [1.5, 7, 53, 5, 15, 106])
    let none = try LoRASource(base, adding: lora, weight: 0).tensor(named: "\(Self.target).weight")
    #expect(none.elements == [1, 2, 3, 4, 5, 6])
  }

  @Test(
    "the settings of the training scale the change",
    arguments: [
      (#"{"prior.lora_alpha":3,"prior.r":1}"#, Float(3)), (#"{"prior.r":1}"#, 1),
      (#"{"prior.lora_alpha":3,"prior.alpha_pattern":{"to_q":2}}"#, 2),
      (#"{"prior.lora_alpha":3,"prior.alpha_pattern":{"to_k":2},"x":[null]}"#, 3),
    ])
  func alpha(metadata: String, scale: Float) throws {
    let lora = try lora(
      "prior.\(Self.target).lora_A.weight", "prior.\(Self.target).lora_B.weight",
      metadata: metadata)
    let tensor = try LoRASource(base, adding: lora).tensor(named: "\(Self.target).weight")
    #expect(tensor.elements[0] == 1 + scale && tensor.elements[5] == 6 + 200 * scale)
  }

  @Test("both spellings of the recorded file change the same layers by the same amounts")
  func spellings() throws {
    let prior = try SafetensorsFile(Self.folder / "weights.safetensors")
    let sources = try ["pytorch_lora_weights", "lora_old_names"].map {
      try LoRASource(prior, adding: try LoRAFile(Self.folder / "\($0).safetensors"), weight: 0.7)
    }
    let changed = prior.keys.filter { $0.contains("attention.to_") && $0.hasSuffix("weight") }
    #expect(changed.count == 8)
    for key in prior.keys {
      let tensor = try sources[0].tensor(named: key).elements
      #expect(try sources[1].tensor(named: key).elements == tensor)
      let isSame = try prior.tensor(named: key).elements == tensor
      #expect(isSame == !changed.contains(key), "\(key)")
      #expect((sources[0].stored(named: key) == nil) == changed.contains(key))
    }
  }

  @Test("layers that are not there, factors that do not fit and other tensors are named")
  func misfits() throws {
    let (down, up) = ("prior.\(Self.target).lora_A.weight", "prior.\(Self.target).lora_B.weight")
    func message(_ body: () throws -> Void) throws -> String {
      "\(try #require(throws: LoadingError.self, performing: body))"
    }
    let other = TensorDictionary(["other.weight": Tensor([2, 3])], label: "prior.safetensors")
    let absent = try message { _ = try LoRASource(other, adding: try lora(down, up)) }
    #expect(absent.contains("\(Self.target).weight") && absent.contains("prior.safetensors"))
    let wide = TensorDictionary(["\(Self.target).weight": Tensor([2, 4])])
    let narrow = try message { _ = try LoRASource(wide, adding: try lora(down, up)) }
    #expect(narrow.contains("[1, 3] where the model needs [1, 4]"), "\(narrow)")
    let rank = try message {
      _ = try LoRASource(base, adding: try lora(down, up, upShape: [1, 2]))
    }
    #expect(rank.contains("[1, 2] where the model needs [2, 1]"), "\(rank)")
    #expect(try message { _ = try lora(down, "prior.x.magnitude") }.contains("prior.x.magnitude"))
    #expect(try message { _ = try lora(down, "x.lora_B.weight") }.contains("lora_B"))
    #expect(
      try message { _ = try lora(down, up, metadata: "[") }.contains("lora_adapter_metadata"))
    #expect(try message { _ = try LoRAFile("/nowhere") }.contains("no LoRA file"))
  }

  @Test("fused projections are cut into three and the rest keeps or changes its name")
  func originalNames() throws {
    let source = TensorDictionary([
      "a.attention.attn.in_proj_weight": Tensor([6, 1], [1, 2, 3, 4, 5, 6]),
      "a.attention.attn.in_proj_bias": Tensor([3], [7, 8, 9]),
      "a.attention.attn.out_proj.bias": Tensor([1], [10]),
      "vquantizer.codebook.weight": Tensor([1], [11]), "other": Tensor([1], [12]),
    ])
    let names = try DiffusersNames(source)
    let wanted: [String: [Float]] = [
      "a.attention.to_q.weight": [1, 2], "a.attention.to_k.weight": [3, 4],
      "a.attention.to_v.weight": [5, 6], "a.attention.to_q.bias": [7],
      "a.attention.to_k.bias": [8], "a.attention.to_v.bias": [9],
      "a.attention.to_out.0.bias": [10], "vquantizer.embedding.weight": [11], "other": [12],
    ]
    #expect(Set(names.keys) == Set(wanted.keys))
    for (key, elements) in wanted {
      let tensor = try names.tensor(named: key)
      #expect(tensor.elements == elements && tensor.shape == names.shape(of: key))
    }
    #expect(throws: LoadingError.self) { try names.tensor(named: "vquantizer.codebook.weight") }
    let broken = TensorDictionary(["attention.attn.in_proj_bias": Tensor([4])])
    #expect(throws: LoadingError.self) { try DiffusersNames(broken) }
  }

  @Test("the recorded originals get the names and shapes of the published folders")
  func recordedNames() throws {
    let prior = try DiffusersNames(
      try SafetensorsFile(TestFiles.golden("v2/original_names_prior/weights.safetensors")))
    let published = try SafetensorsFile(Self.folder / "weights.safetensors")
    #expect(prior.keys.sorted() == published.keys.sorted())
    for key in prior.keys {
      #expect(prior.shape(of: key) == published.shape(of: key))
      #expect(try prior.tensor(named: key).shape == prior.stored(named: key)?.shape)
    }
    let folder = TestFiles.golden("v2/combined_single_folder/model/")
    for (part, name) in [("decoder", "diffnext"), ("vqgan", "paella")] {
      let original = try DiffusersNames(
        try SafetensorsFile(TestFiles.golden("v2/original_names_\(name)/weights.safetensors")))
      let published = try WeightFile.open(component: folder / part)
      #expect(original.keys.sorted() == published.keys.sorted())
      for key in original.keys { #expect(original.shape(of: key) == published.shape(of: key)) }
    }
  }
}
