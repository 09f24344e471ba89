import Engine
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

  private var fields: [(String, String)] {
    let recipe = metadata.recipe
    let (c, b) = (recipe.stageC, recipe.stageB)
    var fields = [
      ("Steps", "\(c.stepCount)"),
      ("Sampler", c.sampler.rawValue.uppercased() + " Wuerstchen"),
      ("CFG scale", Self.number(c.guidance)),
      ("Seed", "\(recipe.seed)"),
      ("Size", "\(width)x\(height)"),
    ]
    if let fingerprint = metadata.fingerprint {
      fields.append(("Model hash", String(fingerprint.prefix(10))))
    }
    fields += [
      ("Model", recipe.model),
      ("RNG", "torch-cpu-mt19937"),
      ("Stage B steps", "\(b.steps)"),
      ("Stage B CFG", Self.number(b.guidance)),
    ]
    if let seed = recipe.seedB { fields.append(("Stage B seed", "\(seed)")) }
    if let temperature = b.temperature {
      let text = "\(Self.number(temperature.from)):\(Self.number(temperature.to))"
      fields.append(("Stage B temperature", text))
    }
    if let sampler = b.sampler { fields.append(("Stage B sampler", sampler.rawValue)) }
    fields.append(("Version", metadata.app))
    return fields
  }

  private static func number(_ value: Float) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

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
