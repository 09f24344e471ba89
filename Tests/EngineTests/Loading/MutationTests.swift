import Engine
import Files
import Foundation
import TestSupport
import Testing

/// One after the other, so that memory can be told apart.
@Suite("Damaged model files", .serialized)
struct MutationTests {
  /// Copies parts of the parity cases into a folder of their own.
  private func withCopy(
    _ golden: String, _ body: (Path) throws -> Void
  ) throws {
    try DamagedFiles.withFolder { folder in
      try FileManager.default.copyItem(
        atPath: TestFiles.golden(golden).text, toPath: (folder / "copy").text)
      try body(folder / "copy")
    }
  }

  /// Where the pickle and the directory of an archive are, roughly.
  private func hot(_ path: Path, _ from: Double, _ to: Double) throws -> Range<Int> {
    let count = try Data(contentsOf: URL(filePath: path.text)).count
    return Int(Double(count) * from)..<Int(Double(count) * to)
  }

  @Test("bombs are refused: deep, wide, repeated and endless")
  func bombs() throws {
    let memory = PeakMemory()
    var deep = HandmadePickle()
    deep.put("N")
    deep.put(Array(repeating: 0x85, count: 5_000_000))
    #expect(try Self.refusal(deep).contains("more than a model can hold"))

    var wide = HandmadePickle()
    wide.put(String(repeating: "N", count: 5_000_000))
    #expect(try Self.refusal(wide).contains("more at once"))

    var marks = HandmadePickle()
    marks.put(String(repeating: "(", count: 5_000_000))
    #expect(try Self.refusal(marks).contains("nests too deeply"))

    var memo = HandmadePickle()
    memo.put("Nr")
    memo.put([0xff, 0xff, 0xff, 0xff])
    #expect(try Self.refusal(memo).contains("impossible entry"))

    // Each dictionary holds the one before twice: 2⁶⁰ paths.
    var doubling = HandmadePickle()
    doubling.put("}q\u{0}")
    for _ in 0..<20 {
      doubling.put("}(")
      for name in ["a", "b"] {
        doubling.text(name)
        doubling.put("h\u{0}")
      }
      doubling.put("uq\u{0}")
    }
    doubling.put(".")
    #expect(try Self.refusal(doubling).contains("nests too deeply or contains itself"))

    var endless = HandmadePickle()
    endless.put("}q\u{0}")
    endless.text("me")
    endless.put("h\u{0}s.")
    #expect(try Self.refusal(endless).contains("nests too deeply or contains itself"))

    // One long text under many names.
    let long = HandmadePickle.dictionary { pickle in
      pickle.text("0")
      pickle.text(String(repeating: "x", count: 1 << 20))
      pickle.put("q\u{0}")
      for index in 1..<1000 {
        pickle.text("\(index)")
        pickle.put("h\u{0}")
      }
    }
    #expect(try Self.refusal(long).contains("nests too deeply or contains itself"))
    // The largest of these files has 5 MB, and the test has it in memory itself.
    guard PeakMemory.isAlone else { return }
    print("bombs: \(memory.growth >> 10) KB")
    #expect(memory.growth < 64 << 20)
  }

  private static func refusal(_ pickle: HandmadePickle) throws -> String {
    try HandmadeTorch(pickle).refusal()
  }

  @Test("mutated torch files are refused or read, never trusted")
  func torch() throws {
    try withCopy("v1/pt_checkpoint") { folder in
      for (index, name) in ["model_stage_x", "archive_root", "flat_zip64"].enumerated() {
        let path = folder / "\(name).pt"
        // The pickle is in front and the directory at the end; each gets its share.
        for (round, part) in [(0.0, 0.3), (0.75, 1.0)].enumerated() {
          var damage = DamagedFiles(seed: UInt64(2 * index + round))
          try damage.run([(path, try hot(path, part.0, part.1))], "\(name) \(part)") {
            let file = try TorchFile(path)
            try DamagedFiles.readAll(file)
            for name in file.dictionaries { try DamagedFiles.readAll(try file.dictionary(name)) }
          }
          #expect(damage.refused > 0 && damage.taken > 0)
        }
      }
    }
  }

  @Test("mutated safetensors files are refused or read, never trusted")
  func safetensors() throws {
    let header = """
      {"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
      "b":{"dtype":"F16","shape":[4],"data_offsets":[24,32]},\
      "c":{"dtype":"I64","shape":[],"data_offsets":[32,40]},"__metadata__":{"k":"v"}}
      """
    try DamagedFiles.withFolder { folder in
      let path = folder / "x.safetensors"
      try SafetensorsText(header: header, data: Array(0..<40)).write(to: path)
      var damage = DamagedFiles(seed: 20_230_603)
      try damage.run([(path, nil)], "safetensors") {
        try DamagedFiles.readAll(try SafetensorsFile(path))
      }
      #expect(damage.refused > 0 && damage.taken > 0)
    }
  }

  @Test("mutated shards and indices are refused or read, never trusted")
  func shards() throws {
    try withCopy("v2/load_variants/sharded/text_encoder") { folder in
      let index = folder / "model.safetensors.index.json"
      var damage = DamagedFiles(seed: 6)
      let shard = folder / "model-00002-of-00003.safetensors"
      try damage.run([(index, nil), (shard, 0..<1600)], "shards") {
        try DamagedFiles.readAll(try ShardedSafetensors(index))
      }
      #expect(damage.refused > 0 && damage.taken > 0)
    }
  }

  @Test("mutated settings of a diffusers folder are refused or read, never trusted")
  func settings() throws {
    try withCopy("v2/combined_single_folder/model") { folder in
      let files = [
        "model_index.json", "prior_prior/config.json", "decoder/config.json", "vqgan/config.json",
        "text_encoder/config.json", "scheduler/scheduler_config.json",
        "tokenizer/tokenizer_config.json", "tokenizer/vocab.json", "tokenizer/merges.txt",
        "prior_tokenizer/tokenizer.json", "tokenizer/special_tokens_map.json",
      ]
      var damage = DamagedFiles(seed: 7)
      try damage.run(files.map { (folder / $0, nil) }, "diffusers folder") {
        let model = try AssembledModel([folder], name: "mutated")
        for part in [ModelPart.text, .decoderText] {
          _ = try model.tokenizer(of: part).encode("a fox", length: 77, pad: 0)
        }
      }
      #expect(damage.refused > 0 && damage.taken > 0)
    }
  }

  @Test("mutated LoRA files are refused or mixed in, never trusted")
  func lora() throws {
    try withCopy("v2/lora_prior") { folder in
      let prior = try SafetensorsFile(folder / "weights.safetensors")
      let paths = ["pytorch_lora_weights", "lora_old_names"].map { folder / "\($0).safetensors" }
      var damage = DamagedFiles(seed: 8)
      try damage.run(paths.map { ($0, 0..<1800) }, "LoRA") {
        for path in paths {
          let lora = try LoRAFile(path)
          let source = try LoRASource(prior, adding: lora)
          for layer in lora.targets { _ = try source.tensor(named: layer + ".weight") }
        }
      }
      #expect(damage.refused > 0 && damage.taken > 0)
    }
  }

  @Test("mutated original checkpoints are refused or renamed, never trusted")
  func originalNames() throws {
    try withCopy("v2/original_names_paella") { folder in
      let path = folder / "weights.safetensors"
      var damage = DamagedFiles(seed: 9)
      try damage.run([(path, 0..<4000)], "original names") {
        try DamagedFiles.readAll(try DiffusersNames(try SafetensorsFile(path)))
        _ = try ModelInspection(path)
      }
      #expect(damage.refused > 0 && damage.taken > 0)
    }
  }
}
