extension ComfyGraph {
  /// The graph as the screen had it: nodes with the values of their fields by place alone, and links
  /// apart from them.
  ///
  /// Where a field is linked, the value that it has beside it is an old one. Nil for what is no such
  /// graph.
  init?(workflow: JSONValue) {
    guard let layout = ComfyLayout(workflow) else { return nil }
    let nodes = layout.places.compactMap { Self.node($0, layout) }
    self.init(Self.joined(nodes))
  }

  private static func node(_ place: ComfyLayout.Place, _ layout: ComfyLayout) -> Node? {
    guard let kind = place.node["type"]?.string else { return nil }
    let ports = place.node["inputs"]?.elements ?? []
    let linked = ports.compactMap { port -> (name: String, input: Input)? in
      guard let name = port["name"]?.text, let link = port["link"]?.text,
        let source = place.sources[link]
      else { return nil }
      return (name, .link(layout.resolved(source)))
    }
    guard ComfyLayout.Mode(place.node) == .active else {
      return Node(id: place.id, kind: "Reroute", inputs: linked)
    }
    let names = Set(linked.map(\.name))
    let fields = Self.fields(place.node["widgets_values"], of: kind, ports)
      .filter { !names.contains($0.name) }
    return Node(
      id: place.id, kind: kind, inputs: linked + fields.map { ($0.name, .value($0.value)) })
  }

  /// The values of a node's fields with their names.
  private static func fields(
    _ values: JSONValue?, of kind: String, _ ports: [JSONValue]
  ) -> [(name: String, value: JSONValue)] {
    if let members = values?.members, !members.isEmpty {
      return members.map { ($0.name, $0.value) }
    }
    let own = ports.compactMap { $0["widget"]?["name"]?.string }
    var rest = (values?.elements ?? [])[...]
    var fields: [(name: String, value: JSONValue)] = []
    for name in ComfyFields.names[kind] ?? own {
      guard let value = rest.popFirst() else { break }
      fields.append((name, value))
      // What becomes of a seed afterwards stands behind it, without a name.
      if ComfyFields.seeds.contains(name), let next = rest.first?.string,
        ComfyFields.seedChanges.contains(next)
      {
        rest = rest.dropFirst()
      }
    }
    // Of a node that is not known and has one value, that is it.
    if fields.isEmpty, rest.count == 1, let value = rest.first { fields = [("value", value)] }
    return fields
  }

  /// Puts in the links between nodes that name a value and those that take it by its name.
  private static func joined(_ nodes: [Node]) -> [Node] {
    func name(_ node: Node) -> String? {
      if case .value(let value)? = node.input("value") { value.string } else { nil }
    }
    let named = nodes.filter { $0.kind == "SetNode" }.compactMap { node in
      name(node).flatMap { name in node.links.first.map { (name, $0.link) } }
    }
    let sources = Dictionary(named) { first, _ in first }
    return nodes.map { node in
      guard node.kind == "GetNode", let source = name(node).flatMap({ sources[$0] }) else {
        return node
      }
      return Node(id: node.id, kind: node.kind, inputs: [("value", .link(source))])
    }
  }
}
