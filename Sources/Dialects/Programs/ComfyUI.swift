/// ComfyUI: the graph that was run as JSON in the text `prompt`, that of the screen in `workflow`.
///
/// Other files than PNG have both as the maker and the model of a camera, behind their names. The
/// graph that was run is the truth; the other one is read where it stands alone.
struct ComfyUI: Dialect {
  static let name = "ComfyUI"

  func read(_ texts: CarriedTexts) -> ForeignRecipe? {
    func text(_ name: String) -> String? {
      texts.named(name)
        ?? (texts.camera + [texts.description].compactMap(\.self)).first {
          $0.hasPrefix(name + ":")
        }.map { String($0.dropFirst(name.count + 1)) }
    }
    let run = text("prompt").flatMap(JSONReader.read).flatMap(ComfyGraph.init(prompt:))
    let screen = { text("workflow").flatMap(JSONReader.read).flatMap(ComfyGraph.init(workflow:)) }
    guard let graph = run ?? screen(), var reading = ComfyReading(graph, program: Self.name) else {
      return nil
    }
    let recipe = reading.recipe()
    // Nodes that nobody knows may say in words what they hide in the graph.
    let words = recipe.prompt == nil ? texts.parameters.map(InfotextReading.init) : nil
    return words.map { $0.settings.isEmpty ? recipe : $0.recipe(of: Self.name) } ?? recipe
  }
}
