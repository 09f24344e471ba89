/// What a ComfyUI graph says of how its picture was made.
struct ComfyReading {
  private var walk: ComfyWalk
  private let sampler: ComfySampler
  private let program: String

  private static let models = [
    "ckpt_name", "unet_name", "model_name", "model_path", "checkpoint", "ckpt", "base_ckpt_name",
    "gguf_name", "checkpoint_name",
  ]

  /// Nil for a graph that draws nothing.
  init?(_ graph: ComfyGraph, program: String) {
    guard let sampler = ComfySampler(of: graph) else { return nil }
    walk = ComfyWalk(graph)
    self.sampler = sampler
    self.program = program
  }

  mutating func recipe() -> ForeignRecipe {
    let node = sampler.node
    var recipe = ForeignRecipe(program: program)
    let wanted = link(["positive", "conditioning", "cond1"])
    recipe.prompt = wanted.flatMap { walk.condition($0, isWanted: true) } ?? literal("positive")
    recipe.negative =
      link(["negative"]).flatMap { walk.condition($0, isWanted: false) } ?? literal("negative")

    let seeds = ["seed", "noise_seed"]
    let noise = linked("noise")
    recipe.seed = walk.number(seeds, of: node) ?? noise.flatMap { walk.number(seeds, of: $0) }
    let sigmas = sampler.sigmas(walk)
    recipe.steps =
      walk.number(["steps"], of: node) ?? sigmas.flatMap { walk.number(["steps"], of: $0) }
    let distilled = wanted.flatMap { link in
      walk.nearest(to: link) { $0.input("guidance") != nil }
    }.flatMap { walk.number(["guidance"], of: $0) }
    recipe.guidance =
      walk.number(["cfg"], of: node)
      ?? sampler.guider.flatMap { walk.number(["cfg", "cfg_conds"], of: $0) } ?? distilled
    if let latent = sampler.latent(walk) {
      recipe.width = walk.number(["width"], of: latent)
      recipe.height = walk.number(["height"], of: latent)
    }
    recipe.sampler =
      walk.text(["sampler_name"], of: node)
      ?? linked("sampler").map { walk.text(["sampler_name"], of: $0) ?? $0.kind }
    let (model, changes) = self.model()
    recipe.model = model

    let schedule =
      walk.text(["scheduler"], of: node) ?? sigmas.flatMap { walk.text(["scheduler"], of: $0) }
    let strength =
      walk.number(["denoise"], of: node) ?? sigmas.flatMap { walk.number(["denoise"], of: $0) }
    recipe.others += schedule.map { [.init("scheduler", $0)] } ?? []
    recipe.others += strength.map { $0.whole == "1" ? [] : [.init("denoise", $0.text)] } ?? []
    if let distilled, distilled != recipe.guidance {
      recipe.others.append(.init("guidance", distilled.text))
    }
    recipe.others += changes
    return recipe
  }

  /// What an input of the sampler or of its guider comes from.
  private func link(_ names: [String]) -> ComfyGraph.Link? {
    names.lazy.compactMap { sampler.node.link($0) ?? sampler.guider?.link($0) }.first
  }

  private func linked(_ name: String) -> ComfyGraph.Node? {
    sampler.node.link(name).flatMap { walk.graph[$0.node] }
  }

  /// A prompt that stands in the sampler itself.
  private mutating func literal(_ name: String) -> String? {
    sampler.node.link(name) == nil ? walk.text([name], of: sampler.node) : nil
  }

  /// The file of the model, and the files that change it on the way to the sampler.
  private mutating func model() -> (name: String?, changes: [ForeignRecipe.Setting]) {
    var changes: [ForeignRecipe.Setting] = []
    var next = link(["model", "model1"])
    var seen: Set<String> = []
    while let link = next, let node = walk.graph[link.node], seen.insert(node.id).inserted {
      if let name = walk.text(Self.models, of: node) { return (name, changes) }
      if let name = walk.text(["lora_name"], of: node) {
        let weight = walk.number(["strength_model"], of: node).map { ": \($0.text)" } ?? ""
        changes.append(.init("lora", name + weight))
      }
      next = node.link("model") ?? node.link("model1") ?? node.links.first?.link
    }
    return (nil, changes)
  }
}
