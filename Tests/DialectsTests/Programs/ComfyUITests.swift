import Dialects
import Render
import Testing

@Suite("ComfyUI graphs")
struct ComfyUITests {
  private func read(_ nodes: [String]) throws -> ForeignRecipe {
    try #require(ForeignRecipe.read(["prompt": "{" + nodes.joined(separator: ", ") + "}"]))
  }

  private func node(_ id: String, _ kind: String, _ inputs: String) -> String {
    #""\#(id)": {"inputs": {\#(inputs)}, "class_type": "\#(kind)", "is_changed": [NaN]}"#
  }

  /// What stands behind a sampler `3`, and what leads nowhere.
  private var frame: [String] {
    [
      node("7", "CLIPTextEncode", #""text": "bad", "clip": ["4", 1]"#),
      node("99", "CLIPTextEncode", #""text": "nowhere", "clip": ["4", 1]"#),
      node("6", "CLIPTextEncode", #""text": "a fox \ud83e\udd8a", "clip": ["4", 1]"#),
      node("98", "KSampler", #""seed": 1, "steps": 1, "cfg": 1, "positive": ["99", 0]"#),
      node("4", "CheckpointLoaderSimple", #""ckpt_name": "xl/base.safetensors""#),
      node("5", "EmptyLatentImage", #""width": 832, "height": 1216, "batch_size": 1"#),
      node("8", "VAEDecode", #""samples": ["3", 0], "vae": ["4", 2]"#),
      node("9", "SaveImage", #""filename_prefix": "x", "images": ["8", 0]"#),
    ]
  }

  private func sampler(
    seed: String = "18446744073709551615", positive: String = "6", negative: String = "7",
    slot: Int = 0
  ) -> String {
    node(
      "3", "KSampler",
      #""seed": \#(seed), "steps": 20, "cfg": 8.0, "sampler_name": "euler", "#
        + #""scheduler": "karras", "denoise": 1.0, "model": ["4", 0], "latent_image": ["5", 0], "#
        + #""positive": ["\#(positive)", 0], "negative": ["\#(negative)", \#(slot)]"#)
  }

  @Test("the sampler's own inputs count, not the first nodes of the file")
  func links() throws {
    let recipe = try read(frame + [sampler()])
    #expect(recipe.program == "ComfyUI" && recipe.prompt == "a fox 🦊" && recipe.negative == "bad")
    #expect(recipe.seed?.whole == "18446744073709551615" && recipe.steps?.integer == 20)
    #expect(recipe.guidance?.text == "8.0" && recipe.size == "832x1216")
    #expect(recipe.sampler == "euler" && recipe.model == "xl/base.safetensors")
    #expect(recipe["scheduler"] == "karras" && recipe["denoise"] == nil)
  }

  @Test("text and seed may come from other nodes, whose names may have colons")
  func linkedValues() throws {
    let recipe = try read(
      frame.filter { !$0.hasPrefix(#""6""#) } + [
        sampler(seed: #"["57:3", 0]"#),
        node("57:3", "PrimitiveInt", #""value": 13835058055282163712"#),
        node("6", "CLIPTextEncode", #""text": ["57:4", 0], "clip": ["4", 1]"#),
        node(
          "57:4", "StringConcatenate",
          #""string_a": ["57:5", 0], "string_b": "fox", "delimiter": " ""#),
        node("57:5", "PrimitiveStringMultiline", #""value": "a red""#),
      ])
    #expect(recipe.prompt == "a red fox" && recipe.seed?.whole == "13835058055282163712")
  }

  @Test("the first output of ControlNetApplyAdvanced is wanted, the second not")
  func outputs() throws {
    let nodes = [
      node(
        "10", "ControlNetApplyAdvanced",
        #""strength": 1.0, "negative": ["7", 0], "positive": ["6", 0], "control_net": ["11", 0]"#),
      node("11", "ControlNetLoader", #""control_net_name": "depth""#),
    ]
    let recipe = try read(nodes + frame + [sampler(positive: "10", negative: "10", slot: 1)])
    #expect(recipe.prompt == "a fox 🦊" && recipe.negative == "bad")
  }

  @Test("custom samplers have their values in guider, noise, sigmas and sampler")
  func customSampler() throws {
    let parts = [
      node(
        "21", "CFGGuider",
        #""cfg": 3.5, "model": ["30", 0], "positive": ["6", 0], "negative": ["7", 0]"#),
      node("22", "RandomNoise", #""noise_seed": 987654321"#),
      node("23", "KSamplerSelect", #""sampler_name": "res_multistep""#),
      node("24", "SplitSigmas", #""step": 2, "sigmas": ["25", 0]"#),
      node(
        "25", "BasicScheduler",
        #""scheduler": "simple", "steps": 12, "denoise": 1.0, "model": ["30", 0]"#),
      node(
        "30", "LoraLoaderModelOnly", #""lora_name": "l", "strength_model": 0.5, "model": ["31", 0]"#
      ),
      node("31", "UNETLoader", #""unet_name": "flux.safetensors""#),
    ]
    let inputs =
      #""guider": ["21", 0], "noise": ["22", 0], "sampler": ["23", 0], "sigmas": ["24", 1], "#
      + #""latent_image": ["5", 0]"#
    let recipe = try read(frame + parts + [node("3", "SamplerCustomAdvanced", inputs)])
    #expect(recipe.prompt == "a fox 🦊" && recipe.negative == "bad")
    #expect(recipe.seed?.whole == "987654321" && recipe.steps?.integer == 12)
    #expect(recipe.guidance?.text == "3.5" && recipe.sampler == "res_multistep")
    #expect(recipe.size == "832x1216" && recipe.model == "flux.safetensors")
    #expect(recipe["scheduler"] == "simple" && recipe["lora"] == "l: 0.5")
    let basic =
      parts.dropFirst() + [
        node("21", "BasicGuider", #""model": ["30", 0], "conditioning": ["26", 0]"#),
        node("26", "FluxGuidance", #""guidance": 2.5, "conditioning": ["6", 0]"#),
      ]
    let flux = try read(frame + basic + [node("3", "SamplerCustomAdvanced", inputs)])
    #expect(flux.prompt == "a fox 🦊" && flux.negative == nil && flux.guidance?.text == "2.5")
  }

  @Test("in Stable Cascade prompt, size and settings are Stage C's")
  func cascade() throws {
    let stageB = node(
      "3", "KSampler",
      #""seed": 222, "steps": 10, "cfg": 1.1, "sampler_name": "euler", "scheduler": "simple", "#
        + #""denoise": 1.0, "model": ["42", 0], "positive": ["36", 0], "negative": ["40", 0], "#
        + #""latent_image": ["34", 1]"#)
    let stageC = node(
      "33", "KSampler",
      #""seed": 111, "steps": 20, "cfg": 4.0, "sampler_name": "ddpm", "scheduler": "normal", "#
        + #""denoise": 1.0, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "#
        + #""latent_image": ["34", 0]"#)
    let recipe = try read(
      [stageB, stageC] + frame + [
        node(
          "36", "StableCascade_StageB_Conditioning",
          #""conditioning": ["40", 0], "stage_c": ["33", 0]"#),
        node("40", "ConditioningZeroOut", #""conditioning": ["6", 0]"#),
        node(
          "34", "StableCascade_EmptyLatentImage",
          #""width": 1280, "height": 768, "compression": 42"#),
        node("42", "UNETLoader", #""unet_name": "stage_b.safetensors""#),
      ])
    #expect(recipe.prompt == "a fox 🦊" && recipe.negative == "bad")
    #expect(recipe.seed?.whole == "111" && recipe.steps?.integer == 20)
    #expect(recipe.guidance?.text == "4.0" && recipe.sampler == "ddpm")
    #expect(recipe.size == "1280x768" && recipe.model == "xl/base.safetensors")
  }

  @Test("a sampler that goes over the work of another hands on to that one")
  func secondPass() throws {
    let second = node(
      "50", "KSampler",
      #""seed": 9, "steps": 5, "cfg": 2, "sampler_name": "ddim", "scheduler": "normal", "#
        + #""denoise": 0.5, "model": ["4", 0], "positive": ["6", 0], "negative": ["7", 0], "#
        + #""latent_image": ["51", 0]"#)
    let over = [
      second, node("51", "LatentUpscale", #""samples": ["3", 0], "width": 1664, "height": 2432"#),
      node("8", "VAEDecode", #""samples": ["50", 0], "vae": ["4", 2]"#),
    ]
    let recipe = try read(over + frame.filter { !$0.hasPrefix(#""8""#) } + [sampler()])
    #expect(recipe.steps?.integer == 20 && recipe.size == "832x1216")
  }

  @Test("an unwanted condition that is set to nothing has no words")
  func zeroed() throws {
    let zero = node("12", "ConditioningZeroOut", #""conditioning": ["6", 0]"#)
    #expect(try read(frame + [zero, sampler(negative: "12")]).negative == nil)
  }

  @Test("the graph of the screen is read where it stands alone, with its fields by place")
  func workflow() throws {
    func node(_ id: Int, _ kind: String, _ values: String, _ inputs: [(String, Int)] = []) -> String
    {
      let ports = inputs.map { #"{"name": "\#($0)", "type": "X", "link": \#($1)}"# }
      return
        #"{"id": \#(id), "type": "\#(kind)", "mode": 0, "widgets_values": \#(values), "inputs": "#
        + "[\(ports.joined(separator: ", "))]}"
    }
    let nodes = [
      node(9, "SaveImage", #"["x"]"#, [("images", 1)]),
      node(8, "VAEDecode", "[]", [("samples", 2)]),
      node(
        3, "KSampler", #"[13835058055282163712, "randomize", 20, 8.0, "euler", "karras", 1.0]"#,
        [("model", 4), ("positive", 5), ("negative", 6), ("latent_image", 7)]),
      node(7, "CLIPTextEncode", #"["bad"]"#, [("clip", 8)]),
      node(6, "CLIPTextEncode", #"["stale"]"#, [("clip", 8), ("text", 9)]),
      node(11, "PrimitiveNode", #"["fresh", "fixed"]"#),
      node(4, "CheckpointLoaderSimple", #"["m.safetensors"]"#),
      node(5, "EmptyLatentImage", "[640, 384, 1]"),
    ]
    let links =
      "[[1,8,0,9,0,\"I\"],[2,3,0,8,0,\"L\"],[4,4,0,3,0,\"M\"],[5,6,0,3,1,\"C\"],[6,7,0,3,2,\"C\"],"
      + "[7,5,0,3,3,\"L\"],[8,4,1,6,0,\"P\"],[9,11,0,6,1,\"S\"]]"
    let workflow = #"{"nodes": [\#(nodes.joined(separator: ", "))], "links": \#(links)}"#
    let recipe = try #require(ForeignRecipe.read(["workflow": workflow]))
    #expect(recipe.program == "ComfyUI" && recipe.prompt == "fresh" && recipe.negative == "bad")
    #expect(recipe.seed?.whole == "13835058055282163712" && recipe.steps?.integer == 20)
    #expect(recipe.guidance?.text == "8.0" && recipe.sampler == "euler")
    #expect(recipe.size == "640x384" && recipe.model == "m.safetensors")
    // Where the graph that was run is there too, it is the truth.
    let run = "{" + (frame + [sampler()]).joined(separator: ", ") + "}"
    #expect(ForeignRecipe.read(["workflow": workflow, "prompt": run])?.prompt == "a fox 🦊")
  }

  @Test("nodes of the screen that are graphs themselves are taken apart")
  func subgraph() throws {
    let inner =
      #"{"id": "abc", "inputs": [{"name": "text"}], "nodes": ["#
      + #"{"id": 1, "type": "KSampler", "widgets_values": [7, "fixed", 20, 8, "euler", "simple", 1], "#
      + #""inputs": [{"name": "positive", "link": 1}]}, "#
      + #"{"id": 2, "type": "CLIPTextEncode", "widgets_values": ["old"], "#
      + #""inputs": [{"name": "text", "link": 2}]}], "links": ["#
      + #"{"id": 1, "origin_id": 2, "origin_slot": 0, "target_id": 1, "target_slot": 0}, "#
      + #"{"id": 2, "origin_id": -10, "origin_slot": 0, "target_id": 2, "target_slot": 0}, "#
      + #"{"id": 3, "origin_id": 1, "origin_slot": 0, "target_id": -20, "target_slot": 0}]}"#
    let workflow =
      #"{"nodes": [{"id": 5, "type": "SaveImage", "inputs": [{"name": "images", "link": 1}]}, "#
      + #"{"id": 6, "type": "abc", "inputs": [{"name": "text", "link": 2}]}, "#
      + #"{"id": 7, "type": "PrimitiveStringMultiline", "widgets_values": ["a fox"]}], "#
      + #""links": [[1, 6, 0, 5, 0, "IMAGE"], [2, 7, 0, 6, 0, "STRING"]], "#
      + #""definitions": {"subgraphs": [\#(inner)]}}"#
    let recipe = try #require(ForeignRecipe.read(["workflow": workflow]))
    #expect(recipe.prompt == "a fox" && recipe.seed?.whole == "7" && recipe.steps?.integer == 20)
  }

  @Test("nodes that are muted do not count, and those that are passed by hand on")
  func modes() throws {
    func workflow(_ mode: Int) -> String {
      #"{"nodes": [{"id": 1, "type": "KSampler", "widgets_values": [7, "fixed", 20], "#
        + #""inputs": [{"name": "positive", "link": 1}]}, "#
        + #"{"id": 2, "type": "ConditioningZeroOut", "mode": \#(mode), "#
        + #""inputs": [{"name": "conditioning", "link": 2}]}, "#
        + #"{"id": 3, "type": "CLIPTextEncode", "widgets_values": ["a fox"]}], "#
        + #""links": [[1, 2, 0, 1, 0, "C"], [2, 3, 0, 2, 0, "C"]]}"#
    }
    #expect(ForeignRecipe.read(["workflow": workflow(0)])?.prompt == nil)
    #expect(ForeignRecipe.read(["workflow": workflow(2)])?.prompt == nil)
    #expect(ForeignRecipe.read(["workflow": workflow(4)])?.prompt == "a fox")
  }

  @Test("files that are no PNG have graphs in the place of a camera")
  func camera() throws {
    let run = "prompt:{" + (frame + [sampler()]).joined(separator: ", ") + "}"
    #expect(ForeignRecipe.read(.exif(.model), run)?.steps?.integer == 20)
    #expect(ForeignRecipe.read(.exif(.model), "Canon EOS 5D") == nil)
  }
}
