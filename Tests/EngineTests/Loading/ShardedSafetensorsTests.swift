import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("Weights in component folders")
struct ShardedSafetensorsTests {
  private static let variants = TestFiles.golden("v2/load_variants")

  @Test("shards give the tensors of all their files")
  func shards() throws {
    let folder = Self.variants / "sharded/prior"
    let path = folder / "diffusion_pytorch_model.safetensors.index.json"
    let source = try ShardedSafetensors(path)
    let shards = try FileManager.default.contentsOfDirectory(atPath: folder.text)
      .filter { $0.hasSuffix(".safetensors") }.map { try SafetensorsFile(folder / $0) }
    #expect(shards.count > 1 && shards.allSatisfy { !$0.keys.isEmpty })
    #expect(source.keys.sorted() == shards.flatMap(\.keys).sorted())
    for shard in shards {
      for key in shard.keys {
        #expect(source.shape(of: key) == shard.shape(of: key))
        #expect(try source.tensor(named: key).elements == shard.tensor(named: key).elements)
      }
    }
    #expect(throws: LoadingError.tensorMissing(key: "none", source: path.text)) {
      try source.tensor(named: "none")
    }
  }

  @Test(
    "the variant that is asked for is found under every name, and any where none is asked for",
    arguments: [
      ("sharded", nil, "index.json", .f32), ("sharded", "fp16", "index.json", .f32),
      ("fp16", "fp16", ".fp16.safetensors", .f16), ("fp16", nil, ".fp16.safetensors", .f16),
      ("bf16", "bf16", ".bf16.safetensors", .bf16), ("bf16", nil, ".bf16.safetensors", .bf16),
      ("fp16_sharded_old_names", "fp16", "index.fp16.json", .f16),
      ("fp16_sharded_old_names", nil, "index.fp16.json", .f16),
      ("mixed", "fp16", ".fp16.safetensors", .f16), ("mixed", nil, "model.safetensors", .f32),
    ] as [(String, String?, String, ElementType)])
  func variants(folder: String, variant: String?, file: String, type: ElementType) throws {
    for (part, key) in [("prior", "projection.weight"), ("text_encoder", "final_layer_norm.bias")] {
      let source = try WeightFile.open(
        component: Self.variants / folder / part, variant: variant)
      #expect(source.label.hasSuffix(file))
      let name = source.keys.contains(key) ? key : "text_model." + key
      #expect(source.elementType(of: name) == type)
    }
  }

  @Test("a folder without weights is told from one that is not there by what is missing")
  func nothing() throws {
    try TemporaryFolder.with { folder in
      let error = try #require(throws: LoadingError.self) {
        try WeightFile.open(component: folder)
      }
      #expect(error.isMissing && "\(error)".contains("model.safetensors"))
      try TestFiles.write("what else there is", to: folder / "notes.txt")
      let other = try #require(throws: LoadingError.self) {
        try WeightFile.open(folder / "notes.txt")
      }
      #expect("\(other)".contains("neither a safetensors nor a torch file"))
    }
  }

  @Test("a whole file is taken before shards, and torch's where there is no other")
  func precedence() throws {
    try TemporaryFolder.with { folder in
      let torch = try Data(
        contentsOf: URL(filePath: TestFiles.golden("v1/pt_checkpoint/flat.pt").text))
      try torch.write(to: URL(filePath: (folder / "pytorch_model.bin").text))
      #expect(try WeightFile.open(component: folder).keys.sorted() == ["bias", "weight"])
      try TestFiles.write("{}", to: folder / "model.safetensors.index.json")
      let header = #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
      try SafetensorsText(header: header, data: [1]).write(to: folder / "model.safetensors")
      #expect(try WeightFile.open(component: folder).keys == ["a"])
    }
  }

  @Test(
    "an index that names what it must not is refused",
    arguments: [
      (#"{"weight_map":{"a":"../x.safetensors"}}"#, "not a file beside the index"),
      (#"{"weight_map":{"a":"/etc/passwd"}}"#, "not a file beside the index"),
      (#"{"weight_map":{"a":"sub/x.safetensors"}}"#, "not a file beside the index"),
      (#"{"weight_map":{"a":".."}}"#, "not a file beside the index"),
      (#"{"weight_map":{"a":""}}"#, "not a file beside the index"),
      (#"{"weight_map":{"a":"x\u0000.safetensors"}}"#, "not a file beside the index"),
      (#"{"weight_map":{"a":"gone.safetensors"}}"#, "no part of the weights"),
      (#"{"weight_map":{"b":"x.safetensors"}}"#, "no tensor 'b'"),
      (#"{"weight_map":{}}"#, "names 0 files"), ("{}", "weight_map is missing"),
      ("[]", "not of type"), ("", "empty"),
    ])
  func lies(index: String, reason: String) throws {
    try TemporaryFolder.with { folder in
      let header = #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#
      try SafetensorsText(header: header, data: [1]).write(to: folder / "x.safetensors")
      let path = folder / "model.safetensors.index.json"
      try TestFiles.write(index, to: path)
      let error = try #require(throws: LoadingError.self) { try ShardedSafetensors(path) }
      #expect("\(error)".contains(reason), "\(error)")
    }
  }
}
