package import Files
import FoundationEssentials

/// A low-rank change to the attention layers of the prior, in the file format of diffusers
/// (spec v2 §12.3).
package struct LoRAFile: Sendable {
  package let path: Path
  private let source: any TensorSource
  /// The two factors by the layer they change, such as `blocks.2.attention.to_q`.
  private let pairs: [String: Pair]
  private let metadata: Metadata?

  private struct Pair {
    var down: String?
    var up: String?
    /// The name of a scalar tensor.
    var alpha: String?
  }

  /// - Throws: `LoadingError`; `.leftOver` for tensors that are no part of such a change,
  ///   `.tensorMissing` for half a pair.
  package init(_ path: Path) throws(LoadingError) {
    self.path = path
    let source = try WeightFile.open(path, role: "LoRA file")
    self.source = source
    var pairs: [String: Pair] = [:]
    var strangers: [String] = []
    for key in source.keys {
      guard let (layer, factor) = Self.meaning(of: key) else {
        strangers.append(key)
        continue
      }
      pairs[layer, default: Pair()][keyPath: factor] = key
    }
    guard strangers.isEmpty else { throw .leftOver(keys: strangers.sorted(), source: path.text) }
    for (layer, pair) in pairs.sorted(by: { $0.key < $1.key }) {
      for (name, key) in [("lora_A", pair.down), ("lora_B", pair.up)] where key == nil {
        throw .tensorMissing(key: "\(layer).\(name).weight", source: path.text)
      }
    }
    guard !pairs.isEmpty else { throw .damaged(path: path, problem: "it holds no tensors") }
    self.pairs = pairs
    metadata = try (source as? SafetensorsFile).flatMap { $0.metadata["lora_adapter_metadata"] }
      .map { text throws(LoadingError) in try Self.metadata(text, path: path) }
  }

  /// The layers that are changed, in alphabetical order.
  package var targets: [String] { pairs.keys.sorted() }

  /// The change of one layer: `scale · up · down`, with `down` `[rank, in]`, `up` `[out, rank]`.
  ///
  /// - Throws: `.wrongShape` when the factors do not fit each other or `shape`.
  func change(
    of layer: String, fitting shape: [Int]
  ) throws(LoadingError) -> (up: Tensor, down: Tensor, scale: Float)? {
    guard let pair = pairs[layer], let downKey = pair.down, let upKey = pair.up else { return nil }
    let (down, up) = (source.shape(of: downKey) ?? [], source.shape(of: upKey) ?? [])
    guard shape.count == 2, down.count == 2, down[1] == shape[1], down[0] > 0 else {
      let wanted = [down.first ?? 0, shape.count == 2 ? shape[1] : 0]
      throw .wrongShape(key: downKey, wanted: wanted, found: down, source: path.text)
    }
    let rank = down[0]
    guard up == [shape[0], rank] else {
      throw .wrongShape(key: upKey, wanted: [shape[0], rank], found: up, source: path.text)
    }
    return (
      try source.tensor(named: upKey), try source.tensor(named: downKey),
      try scale(layer, alpha: pair.alpha, rank: rank)
    )
  }

  private func scale(
    _ layer: String, alpha key: String?, rank: Int
  ) throws(LoadingError) -> Float {
    var alpha = metadata?.alpha(of: layer)
    if let key {
      let tensor = try source.tensor(named: key)
      guard tensor.count == 1 else {
        throw .wrongShape(key: key, wanted: [], found: tensor.shape, source: path.text)
      }
      alpha = Double(tensor.elements[0])
    }
    guard let alpha else { return 1 }
    let isStabilised = metadata?.isRankStabilised ?? false
    return Float(alpha / (isStabilised ? Double(rank).squareRoot() : Double(rank)))
  }

  /// The layer and factor that a name stands for, in the spellings that occur.
  private static func meaning(of key: String) -> (String, WritableKeyPath<Pair, String?>)? {
    var name = key[...]
    for prefix in ["prior.", "unet."] where name.hasPrefix(prefix) {
      name = name.dropFirst(prefix.count)
      break
    }
    let endings: [(String, WritableKeyPath<Pair, String?>)] = [
      (".lora_A.weight", \.down), (".lora_B.weight", \.up), (".lora.down.weight", \.down),
      (".lora.up.weight", \.up), ("_lora.down.weight", \.down), ("_lora.up.weight", \.up),
      (".alpha", \.alpha),
    ]
    guard let (ending, factor) = endings.first(where: { name.hasSuffix($0.0) }) else { return nil }
    name = name.dropLast(ending.count)
    guard ending.hasPrefix("_") else { return (String(name), factor) }
    guard let processor = name.firstRange(of: ".processor.") else { return nil }
    let layer = name[processor.upperBound...]
    return (name[..<processor.lowerBound] + "." + (layer == "to_out" ? "to_out.0" : layer), factor)
  }
}

extension LoRAFile {
  /// The settings of the training, as far as they scale the change.
  private struct Metadata: Decodable {
    private let alpha: Double?
    private let patterns: [String: Double]
    let isRankStabilised: Bool

    enum CodingKeys: String, CodingKey {
      case alpha = "prior.lora_alpha"
      case patterns = "prior.alpha_pattern"
      case isRankStabilised = "prior.use_rslora"
    }

    init(from decoder: any Decoder) throws {
      let fields = try Fields(decoder, CodingKeys.self)
      let alpha: Double? = try fields.readOptional(.alpha)
      try fields.require(alpha.map { abs($0) < 1e6 } ?? true, .alpha, "is \(alpha ?? 0)")
      self.alpha = alpha
      patterns = try fields.read(.patterns, default: [:])
      isRankStabilised = try fields.read(.isRankStabilised, default: false)
    }

    func alpha(of layer: String) -> Double? {
      patterns.first { layer == $0.key || layer.hasSuffix("." + $0.key) }?.value ?? alpha
    }
  }

  private static func metadata(_ text: String, path: Path) throws(LoadingError) -> Metadata {
    do {
      return try JSONDecoder().decode(Metadata.self, from: Data(text.utf8))
    } catch let fault as FieldFault {
      throw .badField(field: fault.field, problem: fault.problem, path: path)
    } catch {
      throw .badField(
        field: "lora_adapter_metadata", problem: "has an impossible value", path: path)
    }
  }
}
