/// The way back through a graph, from what was saved to what it was made of.
///
/// Graphs come from anybody: they may run in circles, or name the same node in ever more ways. Each
/// walk goes to so many nodes and no further.
struct ComfyWalk {
  let graph: ComfyGraph
  private var visitsLeft = 20_000

  /// How deep inputs may lie behind each other where they are followed one by one.
  private static let maximumDepth = 200

  init(_ graph: ComfyGraph) { self.graph = graph }

  /// The node that a link leads to; nil where the walk has been too long.
  private mutating func visit(
    _ link: ComfyGraph.Link, _ trail: [ComfyGraph.Link]
  ) -> ComfyGraph.Node? {
    visitsLeft -= 1
    guard visitsLeft > 0, trail.count < Self.maximumDepth, !trail.contains(link) else { return nil }
    return graph[link.node]
  }

  /// The nearest node behind `link` that fits, through the inputs that `goesOn` allows.
  func nearest(
    to link: ComfyGraph.Link, through goesOn: (String) -> Bool = { _ in true },
    where fits: (ComfyGraph.Node) -> Bool
  ) -> ComfyGraph.Node? {
    var seen: Set = [link.node]
    var waiting = [link.node]
    var next = 0
    while next < waiting.count {
      defer { next += 1 }
      guard let node = graph[waiting[next]] else { continue }
      if fits(node) { return node }
      for (name, link) in node.links where goesOn(name) && seen.insert(link.node).inserted {
        waiting.append(link.node)
      }
    }
    return nil
  }

  // MARK: Values

  /// A number that a node has under one of these names, itself or through links.
  mutating func number(_ names: [String], of node: ComfyGraph.Node) -> FoundNumber? {
    for name in names {
      guard let input = node.input(name) else { continue }
      if let number = number(input, as: names, []) { return number }
    }
    return nil
  }

  private mutating func number(
    _ input: ComfyGraph.Input, as names: [String], _ trail: [ComfyGraph.Link]
  ) -> FoundNumber? {
    guard case .link(let link) = input else {
      if case .value(let value) = input { return value.foundNumber }
      return nil
    }
    guard let node = visit(link, trail) else { return nil }
    for name in names + ["value", "int", "integer", "number", "float", "Value", "Number"] {
      guard let input = node.input(name) else { continue }
      if let number = number(input, as: names, trail + [link]) { return number }
    }
    let numbers = node.inputs.filter { if case .value(.number) = $0.input { true } else { false } }
    if numbers.count == 1 { return number(numbers[0].input, as: names, trail + [link]) }
    return node.links.count == 1
      ? number(.link(node.links[0].link), as: names, trail + [link]) : nil
  }

  /// A text that a node has under one of these names, itself or through links.
  mutating func text(_ names: [String], of node: ComfyGraph.Node) -> String? {
    text(names, of: node, [])
  }

  private mutating func text(
    _ names: [String], of node: ComfyGraph.Node, _ trail: [ComfyGraph.Link]
  ) -> String? {
    var empty: String?
    for name in names {
      guard let input = node.input(name), let text = text(input, trail) else { continue }
      if !text.isEmpty { return text }
      empty = text
    }
    return empty
  }

  private static let textNames = [
    "populated_text", "text", "value", "string", "prompt", "String", "Text", "text_g", "t5xxl",
    "wildcard_text", "positive", "any", "input", "source", "anything",
  ]
  private static let separators: Set = ["delimiter", "separator"]
  private static let maximumText = 1 << 20

  private mutating func text(
    _ input: ComfyGraph.Input, _ trail: [ComfyGraph.Link]
  ) -> String? {
    guard case .link(let link) = input else {
      if case .value(let value) = input { return value.string }
      return nil
    }
    guard let node = visit(link, trail) else { return nil }
    let trail = trail + [link]
    let kind = node.kind.lowercased()
    if kind.contains("concat") || kind.contains("join") { return joined(node, trail) }
    // Nodes that style a prompt have the wanted one first.
    let styled = link.slot == 1 ? "text_negative" : "text_positive"
    if let text = text([styled] + Self.textNames, of: node, trail) { return text }
    let texts = node.inputs.filter { if case .value(.string) = $0.input { true } else { false } }
    if texts.count == 1 { return text(texts[0].input, trail) }
    return node.links.count == 1 ? text(.link(node.links[0].link), trail) : nil
  }

  /// The texts of a node that puts them together.
  private mutating func joined(
    _ node: ComfyGraph.Node, _ trail: [ComfyGraph.Link]
  ) -> String? {
    var separator = ""
    var parts: [String] = []
    var length = 0
    for (name, input) in node.inputs {
      guard let part = text(input, trail) else { continue }
      if Self.separators.contains(name) {
        separator = part.replacing("\\n", with: "\n")
      } else if ["string", "text", "prompt", "input"].contains(where: name.lowercased().hasPrefix) {
        length += part.utf8.count
        guard length <= Self.maximumText else { return nil }
        parts.append(part)
      }
    }
    let filled = parts.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : filled.joined(separator: separator)
  }

  // MARK: Conditions

  private static let encoders = [
    "text", "text_g", "t5xxl", "prompt", "clip_g", "clip_l", "text_l", "mt5xl", "bert", "llama",
    "populated_text", "wildcard_text", "positive_prompt",
  ]

  /// The text of a condition; nil where it is set to nothing, or none is found.
  mutating func condition(_ link: ComfyGraph.Link, isWanted: Bool) -> String? {
    condition(link, isWanted: isWanted, [])
  }

  private mutating func condition(
    _ link: ComfyGraph.Link, isWanted: Bool, _ trail: [ComfyGraph.Link]
  ) -> String? {
    guard let node = visit(link, trail), !node.kind.contains("ZeroOut") else { return nil }
    let trail = trail + [link]
    if let positive = node.input("positive"), let negative = node.input("negative") {
      // The first output belongs to the wanted condition, the second to the other one.
      switch link.slot == 1 ? negative : positive {
      case .link(let next): return condition(next, isWanted: isWanted, trail)
      case .value: return text([isWanted ? "positive" : "negative"], of: node, trail)
      }
    }
    if let text = text(Self.encoders, of: node, trail) { return text }
    let conditions = node.links.filter { $0.name.lowercased().hasPrefix("cond") }
    var texts: [String] = []
    for next in conditions.isEmpty ? node.links : conditions {
      guard let text = condition(next.link, isWanted: isWanted, trail), !texts.contains(text) else {
        continue
      }
      texts.append(text)
      if conditions.isEmpty { break }
    }
    return texts.isEmpty ? nil : texts.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
