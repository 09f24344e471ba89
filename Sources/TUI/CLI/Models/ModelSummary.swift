import Engine
import Recipes

/// What a whole model is and can do, for people.
struct ModelSummary {
  private let model: Model

  init(_ model: Model) { self.model = model }

  var lines: [String] {
    let description = model.description
    let version = description.generation == .first ? "1" : "2"
    var lines = [
      "\(description.name): Würstchen version \(version)",
      "draws \(description.sizes.standard); width and height can be \(description.sizes.sentence)",
    ]
    let parts = description.parts.map { part in
      "\(part.name) \(NumberText.count(model.bytes(of: part) / 4))"
    }
    lines.append("parameters: " + parts.joined(separator: ", "))
    if description.encoder == nil { lines.append(missingEncoder) }
    return lines
  }

  private var missingEncoder: String {
    let file =
      description.generation == .first ? "model_stage_b.pt" : "model_v2_stage_b.pt"
    return "no encoder, which a picture as input needs; it is in \(file), to be added as one more "
      + "path"
  }

  private var description: ModelDescription { model.description }
}
