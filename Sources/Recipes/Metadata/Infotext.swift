import Foundation

/// The `parameters` text that picture galleries show: prompt, negative prompt, one line of fields.
///
/// The layout is A1111's. Keys hold only letters, digits, spaces, hyphens and slashes; a value
/// with a comma, a colon or a line break is written as a JSON string.
struct Infotext {
  private let metadata: PictureMetadata
  private let width: Int
  private let height: Int

  init(_ metadata: PictureMetadata, width: Int, height: Int) {
    self.metadata = metadata
    self.width = width
    self.height = height
  }

  var text: String {
    let recipe = metadata.recipe
    var lines = [recipe.prompt]
    if !recipe.negative.isEmpty { lines.append("Negative prompt: " + recipe.negative) }
    lines.append(fields.map { "\($0): \(Self.quoted($1))" }.joined(separator: ", "))
    return lines.joined(separator: "\n")
  }

  private var fields: [(key: String, text: String)] {
    var fields = Parameters.all.flatMap(\.fields).compactMap { field in
      field.text(metadata.recipe).map { (key: field.key, text: $0) }
    }
    fields += [("Size", "\(width)x\(height)"), ("RNG", "torch-cpu-mt19937")]
    if let fingerprint = metadata.fingerprint {
      fields.append(("Model hash", String(fingerprint.prefix(10))))
    }
    // The place among pictures that were drawn together, counted from 0 as A1111 does.
    if metadata.recipe.count > 1 { fields.append(("Batch pos", "\(metadata.number - 1)")) }
    let known = Self.order.flatMap { key in fields.filter { $0.key == key } }
    return known + fields.filter { !Self.order.contains($0.key) } + [("Version", metadata.app)]
  }

  /// The keys that come first, those of A1111 in its order; the others follow as the parameters do.
  private static let order = [
    "Steps", "Sampler", "Schedule type", "CFG scale", "Seed", "Size", "Model hash", "Model", "RNG",
    "Batch size", "Batch pos", "Denoising strength", "Init image", "Mask image", "Init latent",
    "Variation seed", "Variation seed strength", "Toward", "Lora", "Stage C times", "CFG range",
    "Stage B steps", "Stage B CFG", "Stage B seed",
  ]

  private static func quoted(_ value: String) -> String {
    guard value.contains(where: { $0 == "," || $0 == ":" || $0.isNewline || $0 == "\"" }) else {
      return value
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(value) else { return "" }
    return String(decoding: data, as: UTF8.self)
  }
}
