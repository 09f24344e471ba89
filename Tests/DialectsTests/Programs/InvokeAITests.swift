import Dialects
import Testing

@Suite("InvokeAI, in its three ways")
struct InvokeAITests {
  @Test("the model is an object, and neither refiner nor graph is the picture's own")
  func third() throws {
    let metadata =
      #"{"positive_prompt": "a fox \ud83e\udd8a", "negative_prompt": "fog", "width": 832, "#
      + #""refiner_steps": 20, "refiner_cfg_scale": 3.0, "refiner_scheduler": "ddim", "#
      + #""refiner_model": {"name": "refiner"}, "height": 1216, "seed": 1554095076, "#
      + #""cfg_scale": 15.0, "steps": 50, "scheduler": "euler", "#
      + #""model": {"hash": "blake3:6a22", "name": "Juggernaut XL"}, "app_version": "5.4.3"}"#
    let graph = #"{"nodes": {"noise": {"seed": 5, "steps": 7, "width": 64, "height": 64}}}"#
    let recipe = try #require(
      ForeignRecipe.read(["invokeai_graph": graph, "invokeai_metadata": metadata]))
    #expect(recipe.program == "InvokeAI" && recipe.prompt == "a fox 🦊")
    #expect(recipe.negative == "fog" && recipe.model == "Juggernaut XL")
    #expect(recipe.seed?.whole == "1554095076" && recipe.steps?.integer == 50)
    #expect(recipe.guidance?.text == "15.0" && recipe.size == "832x1216")
    #expect(recipe.sampler == "euler" && recipe["refiner_steps"] == "20")
    let older = metadata.replacing(#""name": "Juggernaut"#, with: #""model_name": "Juggernaut"#)
    #expect(ForeignRecipe.read(["invokeai_metadata": older])?.model == "Juggernaut XL")
  }

  private func second(_ prompt: String) -> [String: String] {
    [
      "Dream": "\"other\" -s 1 -S 2",
      "sd-metadata":
        #"{"model": "stable diffusion", "model_weights": "deliberate", "image": {"prompt": "#
        + prompt + #", "steps": 50, "cfg_scale": 7.5, "height": 768, "width": 512, "#
        + #""seed": 2980747362, "sampler": "k_lms", "variations": []}}"#,
    ]
  }

  @Test("the prompt is a list, and what is not wanted stands in brackets")
  func secondWay() throws {
    let recipe = try #require(
      ForeignRecipe.read(second(#"[{"prompt": "a fox [blurry, red]", "weight": 1.0}]"#)))
    #expect(recipe.program == "InvokeAI" && recipe.model == "deliberate")
    #expect(recipe.prompt == "a fox" && recipe.negative == "blurry, red")
    #expect(recipe.seed?.whole == "2980747362" && recipe.steps?.integer == 50)
    #expect(recipe.guidance?.float == 7.5 && recipe.size == "512x768")
    #expect(recipe.sampler == "k_lms")
    #expect(ForeignRecipe.read(second(#""one [two] three [four]""#))?.prompt == "one three")
    #expect(ForeignRecipe.read(second(#""one [two] three [four]""#))?.negative == "two four")
    let parts = #"[{"prompt": "a", "weight": 0.5}, {"prompt": "b", "weight": 1}]"#
    #expect(ForeignRecipe.read(second(parts))?.prompt == "a:0.5,b:1")
  }

  @Test("a quoted prompt is followed by switches, with their values apart or attached")
  func first() throws {
    let apart = try #require(
      ForeignRecipe.read([
        "Dream": #""a \"young\" fox, -s 5 [fog]" -s 50 -S 2980747362 -W 512 -H 768 -C 5.0 "#
          + "-A k_lms -G 0.9 -ft gfpgan -cf 0.75 -U 4 0.75 -save_orig"
      ]))
    #expect(apart.program == "InvokeAI" && apart.prompt == "a \"young\" fox, -s 5")
    #expect(apart.negative == "fog" && apart.steps?.integer == 50)
    #expect(apart.seed?.whole == "2980747362" && apart.size == "512x768")
    #expect(apart.guidance?.text == "5.0" && apart.sampler == "k_lms")
    let attached = try #require(
      ForeignRecipe.read(["Dream": #""fox" -s30 -S7 -W64 -H32 -C7.5 -Ak_euler_a"#]))
    #expect(attached.steps?.integer == 30 && attached.seed?.whole == "7")
    #expect(attached.size == "64x32" && attached.sampler == "k_euler_a")
    #expect(attached.negative == nil)
    let long = try #require(ForeignRecipe.read(["Dream": "a fox --steps 3 --seed=4"]))
    #expect(long.prompt == "a fox" && long.steps?.integer == 3 && long.seed?.whole == "4")
  }
}
