import Engine
import Files
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Diffusers folders")
struct DiffusersTests {
  private static let single = TestFiles.golden("v2/combined_single_folder/model")
  private static let pair = ["wuerstchen-prior", "wuerstchen"].map {
    TestFiles.golden("v2/combined_from_folders/model") / $0
  }

  private static func assembled(_ paths: [Path]) throws(LoadingError) -> AssembledModel {
    try AssembledModel(paths, name: "tiny")
  }

  /// Copies the two folders, lets `change` alter them and opens what is left.
  private func open(_ change: (_ prior: Path, _ decoder: Path) throws -> Void) throws
    -> AssembledModel
  {
    try TemporaryFolder.with { folder in
      for path in Self.pair {
        try FileManager.default.copyItem(
          atPath: path.text, toPath: (folder / path.name).text)
      }
      try change(folder / "wuerstchen-prior", folder / "wuerstchen")
      return try Self.assembled([folder / "wuerstchen-prior", folder / "wuerstchen"])
    }
  }

  private func replace(_ old: String, _ new: String, in path: Path) throws {
    let text = try String(contentsOfFile: path.text, encoding: .utf8)
    #expect(text.contains(old))
    try TestFiles.write(text.replacingOccurrences(of: old, with: new), to: path)
  }

  @Test("two folders in either order and one combined folder are read in full")
  func layouts() throws {
    for paths in [Self.pair, Self.pair.reversed(), [Self.single]] {
      let model = try Self.assembled(paths)
      let description = model.description
      #expect(description.generation == .second && description.encoder == nil)
      let prior = description.prior
      #expect(prior.c == 32 && prior.depth == 2 && prior.nhead == 4)
      let stageB = try #require(Self.diffNeXt(description))
      #expect(stageB.config.cHidden == [8, 16, 24, 32] && stageB.config.patchSize == 2)
      #expect(stageB.config.levelConfig[0] == [.residual, .timestep])
      #expect(stageB.config.injectEffnet == [false, true, true, true])
      #expect(description.stageA.codebookSize == 32 && description.stageA.reduction == 4)
      #expect(description.priorSchedule == Schedule() && stageB.schedule == Schedule())
      #expect(description.handOver == .init(scale: 42, shift: -1))
      for part in [ModelPart.stageC, .stageB, .stageA] {
        #expect(try model.tensors(of: part).keys.count > 40)
      }
      for (part, tower, words) in [
        (ModelPart.text, description.text, 664), (.decoderText, stageB.text, 604),
      ] {
        #expect(tower.config.vocabSize == words)
        #expect(tower.maximumLength == 77 && tower.padToken == "<|endoftext|>")
        #expect(try model.tokenizer(of: part).end == Int32(words - 1))
        let width = tower.config.hiddenSize
        let norm = try model.weights(of: part)["final_layer_norm"].tensor("bias", [width])
        #expect(norm.count == width)
      }
    }
  }

  private static func diffNeXt(
    _ description: ModelDescription
  ) -> (config: DiffNeXtConfig, schedule: Schedule, text: ModelDescription.Tower)? {
    guard case .latent(let config, let schedule, let text) = description.stageB else { return nil }
    return (config, schedule, text)
  }

  @Test("folders without an index are told apart by their components")
  func bare() throws {
    let model = try open { prior, decoder in
      try FileManager.default.removeItem(atPath: (prior / "model_index.json").text)
      try FileManager.default.removeItem(atPath: (decoder / "model_index.json").text)
      try FileManager.default.removeItem(atPath: (decoder / "scheduler").text)
    }
    #expect(model.description.prior.c == 32)
    #expect(Self.diffNeXt(model.description)?.schedule == Schedule())
    let bare = try DiffusersFolder(TestFiles.golden("v2/load_variants/fp16"))
    #expect(bare.kind == .prior)
    #expect(bare.folder(of: .priorTextEncoder)?.text.hasSuffix("fp16/text_encoder") == true)
    #expect(bare.folder(of: .vqgan) == nil)
  }

  @Test("numbers of the pipeline come from the index, but not from a combined one")
  func settings() throws {
    let model = try open { prior, decoder in
      try replace("42.0", "43.5", in: prior / "model_index.json")
      try replace("10.67", "11", in: decoder / "model_index.json")
    }
    #expect(model.description.handOver == .init(scale: 43.5, shift: -1))
    // 24 positions for 1024 pixels make 264 of them, which is no multiple of 16.
    #expect(!model.description.sizes.extents.contains(1024))
  }

  @Test("what is missing is named: the other folder, a component, a vocabulary")
  func missing() throws {
    for (paths, reason) in [
      ([Self.pair[0]], "(such as wuerstchen or"), ([Self.pair[1]], "(such as wuerstchen-prior"),
      (["/nowhere" as Path], "/nowhere"), ([], "wuerstchen-prior"),
    ] {
      let error = try #require(throws: LoadingError.self) { try Self.assembled(paths) }
      #expect(error.isMissing && "\(error)".contains(reason), "\(error)")
    }
    let gone = try #require(throws: LoadingError.self) {
      try open { prior, _ in
        try FileManager.default.removeItem(atPath: (prior / "text_encoder").text)
      }
    }
    #expect(gone.isMissing && "\(gone)".contains("text tower with 20 channels"), "\(gone)")
  }

  @Test("a later path replaces a part of an earlier one")
  func replacing() throws {
    let model = try Self.assembled(Self.pair + [Self.pair[1] / "text_encoder"])
    #expect(try model.tensors(of: .text).label.contains("wuerstchen/text_encoder"))
  }

  @Test("settings that are impossible or do not fit each other are refused with their place")
  func impossible() throws {
    for (file, old, new, reason) in [
      ("prior/prior/config.json", #""nhead": 4"#, #""nhead": 5"#, "nhead is 5, which does not"),
      ("prior/prior/config.json", #""c_cond": 20"#, #""c_cond": 24"#, "takes text states of 24"),
      ("prior/prior/config.json", "WuerstchenPrior", "UNet", "'UNet' where 'WuerstchenPrior'"),
      ("prior/model_index.json", "WuerstchenPriorPipeline", "Flux", "it is a Flux"),
      ("prior/model_index.json", "42.0", "1e30", "latent_mean is"),
      ("prior/scheduler/scheduler_config.json", "0.008", "-1", "s is -1"),
      ("/decoder/config.json", "\"CT\"", "\"CX\"", "level 'CX'"),
      ("/decoder/config.json", #""kernel_size": 3"#, #""kernel_size": 4"#, "is 4, not odd"),
      ("/decoder/config.json", #""effnet_embd": 4"#, #""effnet_embd": 5"#, "where Stage C makes 4"),
      ("/decoder/config.json", #""clip_embd": 20"#, #""clip_embd": 21"#, "takes text states of 21"),
      ("/vqgan/config.json", #""levels": 2"#, #""levels": 6"#, "cannot be halved"),
      ("/vqgan/config.json", #""latent_channels": 4"#, #""latent_channels": 8"#, "Stage B makes 4"),
      ("/tokenizer/tokenizer_config.json", "77", "1", "not a number of at least 2"),
    ] {
      let error = try #require(throws: LoadingError.self) {
        try open { prior, decoder in
          let path =
            file.hasPrefix("/")
            ? decoder / String(file.dropFirst()) : prior / String(file.dropFirst(6))
          try replace(old, new, in: path)
        }
      }
      #expect("\(error)".contains(reason), "\(error)")
    }
  }

  @Test("a vocabulary says how to pad in its two files, in two spellings")
  func tokenizerSettings() throws {
    try TemporaryFolder.with { folder in
      #expect(try TokenizerConfig(folder: folder).padToken == "<|endoftext|>")
      try TestFiles.write(#"{"pad_token":"!"}"#, to: folder / "special_tokens_map.json")
      #expect(try TokenizerConfig(folder: folder).padToken == "!")
      try TestFiles.write(
        #"{"pad_token":{"content":"?","lstrip":false},"model_max_length":1e30}"#,
        to: folder / "tokenizer_config.json")
      #expect(try TokenizerConfig(folder: folder).padToken == "?")
      #expect(try TokenizerConfig(folder: folder).maximumLength == nil)
    }
  }

  @Test("a tower is read from a folder that holds everything, also where pictures have one too")
  func wholeClip() throws {
    try TemporaryFolder.with { folder in
      let source = Self.pair[1]
      for name in ["vocab.json", "merges.txt", "tokenizer_config.json"] {
        try FileManager.default.copyItem(
          atPath: (source / "tokenizer/\(name)").text, toPath: (folder / name).text)
      }
      try FileManager.default.copyItem(
        atPath: (source / "text_encoder/model.safetensors").text,
        toPath: (folder / "model.safetensors").text)
      let config = try String(
        contentsOfFile: (source / "text_encoder/config.json").text, encoding: .utf8)
      try TestFiles.write(
        #"{"model_type":"clip","text_config":\#(config)}"#, to: folder / "config.json")
      let text = try TextFolder(folder)
      #expect(text.config == (try TextFolder(source).config))
      #expect(try text.tokenizer().largestID == 603)
      #expect(try text.weights()["final_layer_norm"].tensor("weight", [20]).count == 20)
    }
  }
}
