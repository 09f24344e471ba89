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

  @Test(
    "what training puts in front of all names is left out, in whole files and in shards",
    arguments: ["module.", "_orig_mod.", "module._orig_mod.", "_orig_mod.module."])
  func wrapperPrefix(prefix: String) throws {
    try TemporaryFolder.with { folder in
      func write(_ names: [String], _ file: String) throws {
        var tensors: [String: SavedTensor] = [:]
        for name in names { tensors[name] = SavedTensor(Tensor([1], [Float(name.utf8.count)])) }
        try SafetensorsWriter(tensors).write(to: folder / file)
      }
      try write(["a", "bc"].map { prefix + $0 }, "whole.safetensors")
      let whole = try WeightFile.open(folder / "whole.safetensors")
      #expect(whole.keys.sorted() == ["a", "bc"] && whole.shape(of: prefix + "a") == nil)
      #expect(try whole.tensor(named: "bc").elements == [Float(prefix.utf8.count + 2)])
      // One of the shards has the prefix in all of its names, and the whole has not.
      try write(["a", "bc"].map { prefix + $0 }, "1.safetensors")
      for (last, wanted) in [
        (prefix + "def", ["a", "bc", "def"]), ("def", ["def", prefix + "a", prefix + "bc"]),
      ] {
        try write([last], "2.safetensors")
        let index = [prefix + "a": 1, prefix + "bc": 1, last: 2].map {
          "\"\($0)\": \"\($1).safetensors\""
        }
        try TestFiles.write(
          "{\"weight_map\": {\(index.joined(separator: ", "))}}", to: folder / "x.index.json")
        let source = try WeightFile.open(folder / "x.index.json")
        #expect(source.keys.sorted() == wanted.sorted())
        for key in wanted {
          #expect(source.shape(of: key) == [1] && source.stored(named: key) != nil)
          #expect(try source.tensor(named: key).count == 1)
        }
      }
    }
  }

  @Test("what Git leaves in the place of a large file is told from a damaged one")
  func pointer() throws {
    try TemporaryFolder.with { folder in
      let text = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4096\n"
      for name in ["a.safetensors", "a.pt", "a.bin", "a.index.json"] {
        try TestFiles.write(text, to: folder / name)
        let error = try #require(throws: LoadingError.self) {
          try WeightFile.open(folder / name)
        }
        #expect("\(error)".contains("git lfs pull") && "\(error)".contains(name), "\(error)")
      }
      for name in ["config.json", "model.json", "vocab.json", "merges.txt"] {
        try TestFiles.write(text, to: folder / name)
      }
      for read in [
        { _ = try ModelFolder(folder) }, { _ = try BPETokenizer(folder: folder) },
        { _ = try AssembledModel([folder], name: "x") },
      ] as [() throws -> Void] {
        let error = try #require(throws: LoadingError.self) { try read() }
        #expect("\(error)".contains("git lfs pull"), "\(error)")
      }
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
