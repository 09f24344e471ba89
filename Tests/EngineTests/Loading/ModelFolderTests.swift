import Engine
import Files
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Model folders")
struct ModelFolderTests {
  @Test("the built-in model's manifest is read in full")
  func toyScenes() throws {
    let manifest = try ModelFolder(TestFiles.toyScenes).manifest
    #expect(manifest.name == "toy-scenes")
    #expect(manifest.text.config.vocabSize == 665)
    #expect(!manifest.text.paddingMask)
    let latent = manifest.stageC.latent
    #expect(latent.channels == 16 && latent.height == 12 && latent.width == 12)
    #expect(manifest.stageC.config.c == 192 && manifest.stageC.config.depth == 8)
    #expect(manifest.stageC.schedule == Schedule())
    #expect(manifest.stageB.config.conditioning == .spatial && !manifest.stageB.config.text)
    #expect(manifest.stageB.config.levelConfig[2] == [.residual, .timestep, .attention])
    #expect(manifest.stageB.config.selfAttn)
    #expect(manifest.stageA.config.reduction == 4)
    #expect(manifest.encoder?.config.stages.count == 5)
    #expect(manifest.encoder?.config.stages[3].kind == .mobile)
    let recipe = try ModelFolder(TestFiles.toyScenes).description.recipe(prompt: "a ball", seed: 7)
    #expect(recipe.stageC == .init(steps: 30, guidance: 3, sampler: .ddpm))
    #expect(recipe.stageB.temperature == .init(from: 0.3, to: 0.05))
    #expect(recipe.problem == nil)
  }

  @Test("every part of the built-in model opens")
  func parts() throws {
    let folder = try ModelFolder(TestFiles.toyScenes)
    let parts = folder.description.parts
    #expect(parts == [.text, .stageC, .stageB, .stageA, .encoder])
    for part in parts { #expect(try folder.tensors(of: part).keys.count > 10) }
    let tokenizer = try folder.tokenizer()
    #expect(tokenizer.largestID == 664)
    #expect(tokenizer.id(of: folder.manifest.text.padToken) == tokenizer.end)
    let embedding = try folder.weights(of: .text)["embeddings"]["token_embedding"]
      .tensor("weight", [665, 128])
    #expect(embedding.count == 665 * 128)
  }

  @Test("what helps with prompts is read, known whole by the tokenizer, and changes no fingerprint")
  func guide() throws {
    let toy = try ModelFolder(TestFiles.toyScenes)
    #expect(!toy.description.guide.examples.isEmpty)
    #expect(toy.guide.words.count > 50 && Set(toy.guide.words).count == toy.guide.words.count)
    let known = try toy.tokenizer()
    #expect(known.brokenWords(in: toy.guide.words.joined(separator: " ")).isEmpty)
    try TemporaryFolder.with { folder in
      try copyToy(to: folder)
      let path = folder / "prompts.json"
      try FileManager.default.removeItem(atPath: path.text)
      let bare = try ModelFolder(folder)
      #expect(bare.guide == PromptGuide())
      #expect(try bare.fingerprint() == toy.fingerprint())
      for (text, problem) in [
        ("{\"words\": [\"Ball\"]}", "words"), ("{\"examples\": [\"a\\u001b\"]}", "examples"),
        ("{\"examples\": [\"\"]}", "examples"), ("[", "JSON"),
      ] {
        try Data(text.utf8).write(to: URL(filePath: path.text))
        let error = try #require(throws: LoadingError.self) { try ModelFolder(folder) }
        #expect("\(error)".contains(problem) && "\(error)".contains("prompts.json"))
      }
    }
  }

  @Test("a folder that is not there and a file that is cut short are told apart")
  func missingAndTruncated() throws {
    let missing = try #require(throws: LoadingError.self) { try ModelFolder("/nowhere/at/all") }
    #expect(missing.isMissing)
    try TemporaryFolder.with { folder in
      try copyToy(to: folder)
      try FileManager.default.removeItem(atPath: (folder / "stage_a.safetensors").text)
      let gone = try #require(throws: LoadingError.self) {
        try ModelFolder(folder).weights(of: .stageA)
      }
      #expect(gone.isMissing)
      let path = folder / "stage_c.safetensors"
      let whole = try Data(contentsOf: URL(filePath: path.text))
      try FileManager.default.removeItem(atPath: path.text)
      try whole.prefix(whole.count - 1).write(to: URL(filePath: path.text))
      let cut = try #require(throws: LoadingError.self) {
        try ModelFolder(folder).weights(of: .stageC)
      }
      #expect(!cut.isMissing && "\(cut)".contains("cut short"))
      try FileManager.default.removeItem(atPath: (folder / "tokenizer/merges.txt").text)
      let merges = try #require(throws: LoadingError.self) { try ModelFolder(folder).tokenizer() }
      #expect(merges.isMissing)
    }
  }

  @Test("a vocabulary larger than the embedding is refused")
  func largeVocabulary() throws {
    try TemporaryFolder.with { folder in
      try copyToy(to: folder)
      try edit(folder, #""vocab_size": 665"#, #""vocab_size": 664"#)
      let error = try #require(throws: LoadingError.self) { try ModelFolder(folder).tokenizer() }
      #expect("\(error)".contains("664"))
    }
  }

  @Test(
    "a manifest with an impossible value names the field",
    arguments: [
      (#""format": 1"#, #""format": 2"#, "format"),
      (#""format": 1,"#, "", "format"),
      (#""name": "toy-scenes""#, #""name": "\u001b[2J""#, "name"),
      (#""family": "wuerstchen-v1""#, #""family": "other""#, "family"),
      (#""weights": "stage_c.safetensors""#, #""weights": "../x""#, "stage_c.weights"),
      (#""weights": "stage_c.safetensors""#, #""weights": "/etc/passwd""#, "stage_c.weights"),
      (#""max_length": 32"#, #""max_length": 33"#, "text.max_length"),
      (#""hidden_act": "gelu""#, #""hidden_act": "relu""#, "text.config.hidden_act"),
      (#""num_attention_heads": 4"#, #""num_attention_heads": 3"#, "text.config.num_attention"),
      (#""depth": 8"#, #""depth": 0"#, "stage_c.config.depth"),
      (#""depth": 8"#, #""depth": 100000000"#, "stage_c.config.depth"),
      (#""depth": 8"#, #""depth": "eight""#, "stage_c.config.depth"),
      (#""c": 192"#, #""c": -192"#, "stage_c.config.c"),
      (#""c_cond": 128"#, #""c_cond": 64"#, "stage_c"),
      (#""s": 0.008"#, #""s": -2"#, "stage_c.schedule.s"),
      (#""num_labels": 2048"#, #""num_labels": 2049"#, "stage_a"),
      (#""patch_size": 2"#, #""patch_size": 3"#, "stage_b.tokens"),
      (#""kernel_size": 3"#, #""kernel_size": 4"#, "stage_b.config.kernel_size"),
      (#""c_out": 32"#, #""c_out": 64"#, "stage_b.config.c_out"),
      (#""CTA""#, #""TCA""#, "stage_b.config.level_config"),
      (#""CTA""#, #""CXA""#, "stage_b.config.level_config"),
      (#""CTA""#, #""CTA", "CT""#, "stage_b.config.level_config"),
      (#""text": false"#, #""text": true"#, "stage_b.text"),
      (#""scale_factor": 0.3764"#, #""scale_factor": 0"#, "stage_a.config.scale_factor"),
      (#""levels": 2"#, #""levels": 60"#, "stage_a.config.levels"),
      (#""levels": 2"#, #""levels": 3"#, "stage_a"),
      (#""steps_c": 30"#, #""steps_c": 0"#, "defaults.steps_c"),
      (#""sampler": "ddpm""#, #""sampler": "euler""#, "defaults.sampler"),
      (#""guidance_c": 3.0"#, #""guidance_c": 31"#, "defaults.guidance_c"),
      (#"   0.3,"#, #"   0,"#, "defaults.temperature_b"),
    ])
  func impossibleValues(old: String, new: String, field: String) throws {
    try TemporaryFolder.with { folder in
      try FileManager.default.copyItem(
        atPath: (TestFiles.toyScenes / "model.json").text, toPath: (folder / "model.json").text)
      try edit(folder, old, new)
      let error = try #require(throws: LoadingError.self) { try ModelFolder(folder) }
      guard case .badField(let found, _, _) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(found.hasPrefix(field), "\(error)")
      #expect(!"\(error)".utf8.contains(27), "no control characters in messages")
    }
  }

  @Test(
    "a manifest that is not JSON is damaged, not missing",
    arguments: ["{", "", "\0", #"{"format": 1e999}"#, String(repeating: "[", count: 100_000)])
  func notJSON(text: String) throws {
    try TemporaryFolder.with { folder in
      try TestFiles.write(text, to: folder / "model.json")
      let error = try #require(throws: LoadingError.self) { try ModelFolder(folder) }
      #expect(!error.isMissing)
    }
  }

  @Test("a manifest that asks for more memory than there is is refused")
  func absurdSizes() throws {
    try TemporaryFolder.with { folder in
      try FileManager.default.copyItem(
        atPath: (TestFiles.toyScenes / "model.json").text, toPath: (folder / "model.json").text)
      let path = folder / "model.json"
      let text = try String(contentsOfFile: path.text, encoding: .utf8)
        .replacing("128,\n   128\n", with: "4096,\n   4096\n")
        .replacing("512,\n   512\n", with: "16384,\n   16384\n")
      try TestFiles.write(text, to: path)
      let error = try #require(throws: LoadingError.self) { try ModelFolder(folder) }
      #expect("\(error)".contains("more than memory holds"), "\(error)")
    }
  }

  @Test("the published Paella is the default")
  func publishedDefaults() throws {
    let paella = try JSONDecoder().decode(PaellaConfig.self, from: Data("{}".utf8))
    #expect(paella.cHidden == [640, 1280, 1280] && paella.blocks == [4, 12, 4])
    #expect(paella.byt5Embd == 1024 && paella.numLabels == 8192 && paella.text)
    #expect(paella.conditioning == .flattened)
    let prior = try JSONDecoder().decode(
      PriorConfig.self, from: Data(#"{"depth":2,"dropout":0.1}"#.utf8))
    #expect(prior.depth == 2 && prior.c == 1536)
  }

  private func copyToy(to folder: Path) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: TestFiles.toyScenes.text) {
      try FileManager.default.copyItem(
        atPath: (TestFiles.toyScenes / name).text, toPath: (folder / name).text)
    }
  }

  /// Replaces the first `old` in the manifest of `folder`, which must be there.
  private func edit(_ folder: Path, _ old: String, _ new: String) throws {
    let path = folder / "model.json"
    var text = try String(contentsOfFile: path.text, encoding: .utf8)
    let range = try #require(text.range(of: old), "\(old)")
    text.replaceSubrange(range, with: new)
    try FileManager.default.removeItem(atPath: path.text)
    try TestFiles.write(text, to: path)
  }
}
