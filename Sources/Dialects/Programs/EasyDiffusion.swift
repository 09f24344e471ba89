/// Easy Diffusion: a text for each setting in PNG files, an object of JSON as the EXIF comment of others.
///
/// Values are as Python prints them, so that `None` is no value. The names may be those that the
/// program shows.
struct EasyDiffusion: Dialect {
  private static let names = [
    ("prompt", "Prompt"), ("negative_prompt", "Negative Prompt"), ("seed", "Seed"),
    ("num_inference_steps", "Steps"), ("guidance_scale", "Guidance Scale"), ("width", "Width"),
    ("height", "Height"), ("sampler_name", "Sampler"),
    ("use_stable_diffusion_model", "Stable Diffusion model"),
  ]
  private static let others = [
    "clip_skip", "use_vae_model", "use_controlnet_model", "control_filter_to_apply",
    "use_lora_model", "lora_alpha", "use_hypernetwork_model", "hypernetwork_strength",
    "use_embeddings_model", "prompt_strength", "tiling", "use_face_correction", "use_upscale",
    "upscale_amount",
  ]

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    let json = texts.userComment.flatMap(JSONReader.read)
    let values: (String) -> String? = { name in texts.named(name) ?? json?[name]?.text }
    // Others have prompts too; the name of the steps is its own.
    let first = Self.names[3]
    guard values(first.0) != nil || values(first.1) != nil && values("Guidance Scale") != nil else {
      return nil
    }
    let found = Self.names.map { values($0.0) ?? values($0.1) }
    let words = found.map { $0 == "None" ? nil : $0 }
    var recipe = ForeignRecipe(program: "Easy Diffusion")
    (recipe.prompt, recipe.negative) = (found[0], words[1])
    recipe.seed = words[2].flatMap(FoundNumber.init)
    recipe.steps = words[3].flatMap(FoundNumber.init)
    recipe.guidance = words[4].flatMap(FoundNumber.init)
    recipe.width = words[5].flatMap(FoundNumber.init)
    recipe.height = words[6].flatMap(FoundNumber.init)
    (recipe.sampler, recipe.model) = (words[7], words[8])
    recipe.others = Self.others.compactMap { name in
      values(name).flatMap { ["None", "False", "false", ""].contains($0) ? nil : .init(name, $0) }
    }
    return recipe
  }
}
