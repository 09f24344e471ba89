/// The nodes of a graph of the screen, those that are graphs themselves taken apart.
///
/// A node within another has the ids of both: `57:3`.
struct ComfyLayout {
  /// A node, and where the links come from that its inputs name.
  struct Place {
    let id: String
    let node: JSONValue
    let sources: [String: ComfyGraph.Link]
  }

  /// What a node does: nothing, so that what lies behind it does not count, or hand on what it gets.
  enum Mode {
    case active, muted, bypassed

    init(_ node: JSONValue) {
      self = node["mode"]?.text == "2" ? .muted : node["mode"]?.text == "4" ? .bypassed : .active
    }
  }

  private(set) var places: [Place] = []
  private let definitions: [String: JSONValue]
  /// Where the outputs of nodes come from that are graphs themselves.
  private var outputs: [ComfyGraph.Link: ComfyGraph.Link] = [:]
  private var visits = 0

  private static let maximumDepth = 10
  /// The ids of what stands for the inputs and the outputs of a graph inside it.
  private static let (entrance, exit) = ("-10", "-20")

  /// Nil for a graph of more nodes than are read.
  init?(_ workflow: JSONValue) {
    let graphs = workflow["definitions"]?["subgraphs"]?.elements ?? []
    definitions = Dictionary(
      graphs.compactMap { graph in graph["id"]?.text.map { ($0, graph) } }
    ) { first, _ in first }
    guard add(workflow, within: "", inputs: [], depth: 0) else { return nil }
  }

  /// The output of a node that is none itself where `link` leads.
  func resolved(_ link: ComfyGraph.Link) -> ComfyGraph.Link {
    var link = link
    for _ in 0...Self.maximumDepth {
      guard let next = outputs[link] else { break }
      link = next
    }
    return link
  }

  /// Adds the nodes of a graph; false where there are too many.
  private mutating func add(
    _ graph: JSONValue, within prefix: String, inputs: [ComfyGraph.Link?], depth: Int
  ) -> Bool {
    var sources: [String: ComfyGraph.Link] = [:]
    for link in (graph["links"]?.elements ?? []).compactMap(LinkRow.init) {
      let isEntrance = link.origin.node == Self.entrance
      let source =
        isEntrance
        ? (inputs.indices.contains(link.origin.slot) ? inputs[link.origin.slot] : nil)
        : ComfyGraph.Link(node: prefix + link.origin.node, slot: link.origin.slot)
      sources[link.id] = source
      if link.target.node == Self.exit, let source, depth > 0 {
        let outer = ComfyGraph.Link(node: String(prefix.dropLast()), slot: link.target.slot)
        outputs[outer] = source
      }
    }
    for node in graph["nodes"]?.elements ?? [] where Mode(node) != .muted {
      visits += 1
      guard visits <= ComfyGraph.maximumNodes else { return false }
      guard let id = node["id"]?.text else { continue }
      let isActive = Mode(node) == .active
      if isActive, depth < Self.maximumDepth,
        let inner = node["type"]?.text.flatMap({ definitions[$0] })
      {
        let ports = (node["inputs"]?.elements ?? []).map { port in
          port["link"]?.text.flatMap { sources[$0] }
        }
        guard add(inner, within: prefix + id + ":", inputs: ports, depth: depth + 1) else {
          return false
        }
      } else {
        places.append(Place(id: prefix + id, node: node, sources: sources))
      }
    }
    return true
  }
}

/// A link of the screen: a row of values, or an object.
private struct LinkRow {
  let id: String
  let origin: ComfyGraph.Link
  let target: ComfyGraph.Link

  init?(_ row: JSONValue) {
    func end(_ name: String, _ place: Int) -> ComfyGraph.Link? {
      guard let node = (row[name + "_id"] ?? row[place])?.text,
        let slot = (row[name + "_slot"] ?? row[place + 1])?.text.flatMap({ Int($0) })
      else { return nil }
      return ComfyGraph.Link(node: node, slot: slot)
    }
    guard let id = (row["id"] ?? row[0])?.text, let origin = end("origin", 1),
      let target = end("target", 3)
    else { return nil }
    (self.id, self.origin, self.target) = (id, origin, target)
  }
}
