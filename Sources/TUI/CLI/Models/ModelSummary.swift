import Engine
import Recipes

/// What a whole model is and can do, for people.
struct ModelSummary {
  private let model: Model

  init(_ model: Model) { self.model = model }

  var text: String {
    let description = model.description
    let version = description.generation == .first ? "1" : "2"
    var lines = [
      "\(description.name): Würstchen version \(version)",
      "draws \(description.sizes.standard); width and height can be \(description.sizes.sentence)",
    ]
    let parts = description.parts.map { part in
      "\(part.name) \(Quantity.count(model.bytes(of: part) / 4))"
    }
    lines.append("parameters: " + parts.joined(separator: ", "))
    if description.encoder == nil { lines.append(missingEncoder) }
    return lines.joined(separator: "\n")
  }

  private var missingEncoder: String {
    let file =
      description.generation == .first ? "model_stage_b.pt" : "model_v2_stage_b.pt"
    return "no encoder, which a picture as input needs; it is in \(file), to be added as one more "
      + "path"
  }

  private var description: ModelDescription { model.description }
}

/// Numbers as people read them.
enum Quantity {
  static func count(_ number: Int) -> String {
    if number < 10_000 { return "\(number)" }
    return number < 1_000_000
      ? oneDecimal(Double(number) / 1e3) + " k" : oneDecimal(Double(number) / 1e6) + " M"
  }

  static func size(_ bytes: Int) -> String {
    let (value, unit) =
      bytes < 1_000_000 ? (1e3, "kB") : bytes < 1_000_000_000 ? (1e6, "MB") : (1e9, "GB")
    return oneDecimal(Double(bytes) / value) + " " + unit
  }

  /// Written out, since the formatter of the C library would follow the locale.
  static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
