import Engine
import Files
import Foundation

/// The readers of model files.
enum LoadingGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("pt_container", torchFiles), ("load_variants", variants), ("lora_prior", lora),
  ]

  private struct Config: Decodable {
    let files: [String]
    let mustReject: [String]
    let scalars: [String: Scalar]
  }

  private enum Scalar: Decodable {
    case flag(Bool)
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let flag = try? value.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }
  }

  private static func torchFiles(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let config = try golden.options(Config.self)
    var scalars: [String: TorchScalar] = [:]
    for name in config.files {
      let file = try TorchFile(Path(golden.folder.appending(path: name).path))
      scalars.merge(file.scalars) { $1 }
      let stem = String(name.dropLast(".pt".count))
      for part in file.dictionaries + [""] {
        // A file need not have tensors in its outermost dictionary; one missed there stays uncompared.
        guard let dictionary = part.isEmpty ? try? file.dictionary(part) : try file.dictionary(part)
        else { continue }
        for key in dictionary.keys {
          let path = ([stem, part, key].filter { !$0.isEmpty }).joined(separator: ".")
          try compare(dictionary, key, as: path, golden, comparison)
        }
      }
    }
    for (name, wanted) in config.scalars {
      let got = scalars[name]
      comparison.check(name, isEqual(got, wanted), "got \(String(describing: got))")
    }
    for name in config.mustReject {
      let path = golden.folder.appending(path: name).path
      var refusal: LoadingError?
      do throws(LoadingError) { _ = try TorchFile(Path(path)) } catch { refusal = error }
      let message = refusal.map { "\($0)" } ?? "was not refused"
      comparison.check(name, message.contains("before version 1.6"), message)
    }
  }

  /// Compares a tensor that the case lists; checkpoints hold more than that.
  private static func compare(
    _ dictionary: TorchDictionary, _ key: String, as path: String, _ golden: GoldenCase,
    _ comparison: GoldenComparison
  ) throws {
    guard golden.has("out." + path) else { return }
    let shape = try golden.shape("out." + path)
    comparison.check(path, dictionary.shape(of: key) == shape, "its shape is not \(shape)")
    if dictionary.elementType(of: key)?.isFloatingPoint == true {
      try comparison.output(path, try dictionary.tensor(named: key))
    } else {
      try comparison.integers(
        path, try dictionary.integers(named: key).map { Int($0) },
        try golden.integers("out." + path))
    }
  }

  private static func isEqual(_ got: TorchScalar?, _ wanted: Scalar) -> Bool {
    switch (got, wanted) {
    case (.flag(let got), .flag(let wanted)): got == wanted
    case (.integer(let got), .number(let wanted)): Double(got) == wanted
    case (.number(let got), .number(let wanted)): got == wanted
    case (.text(let got), .text(let wanted)): got == wanted
    default: false
    }
  }

  private static func variants(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Params: Decodable {
      let folders: [String: Folder]

      struct Folder: Decodable {
        let variant: String?
      }
    }
    for (name, folder) in try golden.params(Params.self).folders {
      let path = golden.folder.appending(path: name).path
      let weights = Weights(
        try WeightFile.open(component: Path(path) / "prior", variant: folder.variant))
      let prior = try Prior(try golden.config(PriorConfig.self, "prior"), weights: weights)
      try weights.finish()
      try comparison.map("\(name).prior", try noise(prior, golden))
      let text = try TextFolder(Path(path), variant: folder.variant)
      let towerWeights = try text.weights()
      let tower = try CLIPText(text.config, weights: towerWeights)
      try towerWeights.finish()
      let ids = try golden.integers("in.input_ids").map { Int32($0) }
      try comparison.output("\(name).text", try tower([ids]))
    }
  }

  private static func lora(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Params: Decodable {
      let scale: Float
    }
    let base = try SafetensorsFile(Path(golden.folder.appending(path: "weights.safetensors").path))
    let config = try golden.config(PriorConfig.self)
    func output(_ source: any TensorSource) throws -> Tensor {
      let weights = Weights(source)
      let prior = try Prior(config, weights: weights)
      try weights.finish()
      return try noise(prior, golden)
    }
    try comparison.map("y_base", try output(base))
    for name in ["pytorch_lora_weights", "lora_old_names"] {
      let file = try LoRAFile(Path(golden.folder.appending(path: name + ".safetensors").path))
      try comparison.map("y_lora", try output(LoRASource(base, adding: file)))
      let scale = try golden.params(Params.self).scale
      try comparison.map(
        "y_lora_scaled", try output(LoRASource(base, adding: file, weight: scale)))
    }
  }

  private static func noise(_ prior: Prior, _ golden: GoldenCase) throws -> Tensor {
    let condition = try prior.condition(try golden.tensor("in.c"))
    return try prior(try golden.map("in.x"), at: try golden.tensor("in.r").elements, condition)
  }
}
