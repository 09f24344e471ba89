/// The nodes of a ComfyUI graph, and which output of which node each takes its inputs from.
struct ComfyGraph {
  /// One output of a node.
  struct Link: Hashable {
    let node: String
    let slot: Int
  }

  enum Input {
    case value(JSONValue)
    case link(Link)
  }

  struct Node {
    let id: String
    /// What the node does, such as `KSampler`.
    let kind: String
    /// In the order of the file.
    let inputs: [(name: String, input: Input)]

    func input(_ name: String) -> Input? { inputs.first { $0.name == name }?.input }

    /// Where an input comes from, if that is another node.
    func link(_ name: String) -> Link? {
      if case .link(let link)? = input(name) { link } else { nil }
    }

    /// The other nodes that it takes something from.
    var links: [(name: String, link: Link)] {
      inputs.compactMap { input in
        if case .link(let link) = input.input { (input.name, link) } else { nil }
      }
    }
  }

  /// In the order of the file.
  let nodes: [Node]
  private let places: [String: Int]

  static let maximumNodes = 20_000

  init?(_ nodes: [Node]) {
    guard !nodes.isEmpty, nodes.count <= Self.maximumNodes else { return nil }
    self.nodes = nodes
    places = Dictionary(nodes.enumerated().map { ($1.id, $0) }) { first, _ in first }
  }

  subscript(id: String) -> Node? { places[id].map { nodes[$0] } }

  /// The graph as it was run: an object of nodes by their ids, which may be such as `57:3`.
  ///
  /// Nil for what is no such graph.
  init?(prompt: JSONValue) {
    let members = prompt.members.filter { $0.value["class_type"]?.string != nil }
    let ids = Set(members.map(\.name))
    self.init(
      members.map { member in
        Node(
          id: member.name, kind: member.value["class_type"]?.string ?? "",
          inputs: (member.value["inputs"]?.members ?? []).map { input in
            (input.name, Self.link(input.value, to: ids).map(Input.link) ?? .value(input.value))
          })
      })
  }

  /// A pair of an id and the number of an output.
  private static func link(_ value: JSONValue, to ids: Set<String>) -> Link? {
    guard value.elements.count == 2, let id = value[0]?.text, ids.contains(id),
      case .number(let slot)? = value[1], let slot = Int(slot)
    else { return nil }
    return Link(node: id, slot: slot)
  }
}
