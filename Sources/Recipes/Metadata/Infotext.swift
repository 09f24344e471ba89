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
    ]
    if c.schedule != .linear { fields.append(("Schedule type", c.schedule.name)) }
    fields += [
      ("CFG scale", NumberText.exact(c.guidance)),
      ("Seed", "\(recipe.seed)"),
      ("Size", "\(width)x\(height)"),
    ]
    if let fingerprint = metadata.fingerprint {
      fields.append(("Model hash", String(fingerprint.prefix(10))))
    }
    fields += [
      ("Model", Self.modelName(recipe.model)),
      ("RNG", "torch-cpu-mt19937"),
    ]
    fields += batchFields + startFields + changeFields
    if case .list(let times) = c.schedule {
      fields.append(("Stage C times", times.map(NumberText.exact).joined(separator: ", ")))
    }
    if let range = c.guidanceRange {
      fields.append(("CFG range", "\(NumberText.exact(range.from)):\(NumberText.exact(range.to))"))
    }
    fields += [
      ("Stage B steps", "\(b.steps)"),
      ("Stage B CFG", NumberText.exact(b.guidance)),
    ]
    if let seed = recipe.seedB { fields.append(("Stage B seed", "\(seed)")) }
    if let temperature = b.temperature {
      let text = "\(NumberText.exact(temperature.from)):\(NumberText.exact(temperature.to))"
      fields.append(("Stage B temperature", text))
    }
    if let sampler = b.sampler { fields.append(("Stage B sampler", sampler.rawValue)) }
    if recipe.precision != .fp32 { fields.append(("Precision", recipe.precision.rawValue)) }
    fields.append(("Version", metadata.app))
    return fields
  }

  /// The place among pictures that were drawn together, counted from 0 as A1111 does.
  private var batchFields: [(String, String)] {
    guard metadata.recipe.count > 1 else { return [] }
    return [
      ("Batch size", "\(metadata.recipe.count)"), ("Batch pos", "\(metadata.number - 1)"),
    ]
  }

  private var startFields: [(String, String)] {
    switch metadata.recipe.start {
    case .noise: return []
    case .picture(let input):
      var fields = [
        ("Denoising strength", NumberText.exact(input.strength)),
        ("Init image", Self.fileName(input.path)),
      ]
      if let mask = input.mask { fields.append(("Mask image", Self.fileName(mask.path))) }
      return fields
    case .latent(let latent):
      return [
        ("Denoising strength", NumberText.exact(latent.strength)),
        ("Init latent", Self.fileName(latent.path)),
      ]
    }
  }

  /// What else leads away from the prompt and the seed.
  private var changeFields: [(String, String)] {
    let recipe = metadata.recipe
    var fields: [(String, String)] = []
    if let toward = recipe.toward {
      fields += [
        ("Variation seed", "\(toward.seed)"),
        ("Variation seed strength", NumberText.exact(toward.share)), ("Toward", toward.prompt),
      ]
    }
    if !recipe.loras.isEmpty {
      let loras = recipe.loras.map { "\(Self.fileName($0.path)): \(NumberText.exact($0.weight))" }
      fields.append(("Lora", loras.joined(separator: ", ")))
    }
    return fields
  }

  /// Without folders, which are nobody else's matter.
  private static func fileName(_ path: String) -> String {
    (path as NSString).lastPathComponent
  }

  /// A model that was given by its paths is called by their last parts.
  private static func modelName(_ name: String) -> String {
    guard name.hasPrefix("/") else { return name }
    return name.split(separator: ",").map { fileName(String($0)) }.joined(separator: ", ")
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
