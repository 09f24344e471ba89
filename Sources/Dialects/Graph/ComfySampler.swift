/// The node of a graph that made what was saved, and the nodes that share its work.
struct ComfySampler {
  let node: ComfyGraph.Node
  /// Which prompts are followed, and how strictly.
  let guider: ComfyGraph.Node?

  private static let images: Set = ["image", "images", "pixels"]
  private static let latents: Set = ["latent_image", "latent", "latents", "samples", "samples1"]
  private static let maximumSamplers = 100

  private init(_ node: ComfyGraph.Node, in graph: ComfyGraph) {
    self.node = node
    guider = node.link("guider").flatMap { graph[$0.node] }
  }

  /// The sampler behind what a graph puts out; nil where there is none.
  ///
  /// A sampler that goes over what another has made hands on to that one, and Stage B of Stable
  /// Cascade to its Stage C, where prompts and size are.
  init?(of graph: ComfyGraph) {
    let walk = ComfyWalk(graph)
    guard var found = Self.last(walk) else { return nil }
    var seen: Set = [found.id]
    while seen.count < Self.maximumSamplers, let earlier = Self.earlier(found, walk),
      seen.insert(earlier.id).inserted
    {
      found = earlier
    }
    self.init(found, in: graph)
  }

  private static func isSampler(_ node: ComfyGraph.Node) -> Bool {
    func has(_ names: String...) -> Bool { names.contains { node.input($0) != nil } }
    return node.link("guider") != nil
      || has("seed", "noise_seed") && (has("steps") || node.link("sigmas") != nil)
  }

  /// The sampler nearest to an output: files that are saved come before previews.
  private static func last(_ walk: ComfyWalk) -> ComfyGraph.Node? {
    let nodes = walk.graph.nodes
    let used = Set(nodes.flatMap { $0.links.map(\.link.node) })
    func rank(_ node: ComfyGraph.Node) -> Int {
      node.kind.contains("Preview") ? 2 : node.kind.contains("Save") ? 0 : 1
    }
    let ends = nodes.filter { !used.contains($0.id) && !$0.links.isEmpty }
    let ranked = (0...2).flatMap { number in ends.filter { rank($0) == number } }
    for end in ranked {
      if isSampler(end) { return end }
      for (_, link) in end.links {
        if let sampler = walk.nearest(to: link, where: isSampler) { return sampler }
      }
    }
    return nodes.first(where: isSampler)
  }

  /// The sampler that `node` takes its work on from.
  private static func earlier(_ node: ComfyGraph.Node, _ walk: ComfyWalk) -> ComfyGraph.Node? {
    let sampler = ComfySampler(node, in: walk.graph)
    let conditions = ["positive", "conditioning"].compactMap {
      node.link($0) ?? sampler.guider?.link($0)
    }
    for link in conditions {
      let isInBetween: (ComfyGraph.Node) -> Bool = { $0.link("stage_c") != nil }
      if let between = walk.nearest(to: link, where: isInBetween),
        let latent = between.link("stage_c"),
        let sampler = walk.nearest(to: latent, where: isSampler)
      {
        return sampler
      }
    }
    guard sampler.goesOver(walk) else { return nil }
    let sources = node.links.filter { latents.contains($0.name) || images.contains($0.name) }
    return sources.lazy.compactMap { walk.nearest(to: $0.link, where: isSampler) }.first
  }

  /// Whether it changes a picture that is there, rather than making one of noise.
  private func goesOver(_ walk: ComfyWalk) -> Bool {
    var walk = walk
    let sigmas = sigmas(walk)
    let strength =
      walk.number(["denoise"], of: node) ?? sigmas.flatMap { walk.number(["denoise"], of: $0) }
    let isPartial = strength?.float.map { $0 < 1 } ?? false
    return isPartial || walk.text(["add_noise"], of: node) == "disable"
      || node.links.contains { Self.images.contains($0.name) }
  }

  /// The node that says how many steps are taken.
  func sigmas(_ walk: ComfyWalk) -> ComfyGraph.Node? {
    node.link("sigmas").flatMap { link in
      walk.nearest(to: link, through: { $0 == "sigmas" }) { $0.input("steps") != nil }
    }
  }

  /// The node that says how large the latent is.
  func latent(_ walk: ComfyWalk) -> ComfyGraph.Node? {
    let isSize: (ComfyGraph.Node) -> Bool = {
      $0.input("width") != nil && $0.input("height") != nil
    }
    let sources = node.links.filter { Self.latents.contains($0.name) }.map(\.link)
    let usual = Self.latents.union(Self.images)
    let nearest = { (goesOn: @escaping (String) -> Bool) in
      sources.lazy.compactMap { walk.nearest(to: $0, through: goesOn, where: isSize) }.first
    }
    // Nodes that nobody knows have names of their own; models and texts have sizes of their own.
    return nearest { usual.contains($0) } ?? nearest { !Self.asides.contains($0) }
  }

  private static let asides: Set = [
    "model", "clip", "vae", "positive", "negative", "conditioning", "guider", "control_net",
  ]
}
