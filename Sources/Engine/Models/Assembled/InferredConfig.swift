import Files
import FoundationEssentials

/// The sizes of networks in checkpoints that do not name them, found from the shapes of their tensors.
///
/// What no shape tells is as published: attention heads of 64 channels in the prior and in DiffNeXt
/// and of 80 in Paella.
enum InferredConfig {
  static func prior(_ source: any TensorSource) throws(LoadingError) -> PriorConfig {
    let shapes = Shapes(source)
    let projection = try shapes["projection.weight", 4]
    let time = try shapes["blocks.1.mapper.weight", 2]
    let condition = try shapes["cond_mapper.0.weight", 2]
    return try shapes.config([
      "c_in": .number(projection[1]), "c": .number(projection[0]), "c_cond": .number(condition[1]),
      "c_r": .number(time[1]), "depth": .number(shapes.children(of: "blocks.") / 3),
      "nhead": .number(max(1, projection[0] / 64)),
    ])
  }

  static func paella(_ source: any TensorSource) throws(LoadingError) -> PaellaConfig {
    let shapes = Shapes(source)
    let tokens = try shapes["in_mapper.0.weight", 2]
    let effnet = try shapes["effnet_mapper.weight", 2]
    let text = try shapes["byt5_mapper.weight", 2]
    return try shapes.config(
      try shapes.levels(headWidth: 80, pixels: tokens[1]).merging([
        "c_in": .number(tokens[1]), "c_out": .number(tokens[1]), "num_labels": .number(tokens[0]),
        "c_cond": .number(effnet[0]), "effnet_embd": .number(effnet[1]),
        "byt5_embd": .number(text[1]),
      ]) { $1 })
  }

  static func diffNeXt(_ source: any TensorSource) throws(LoadingError) -> DiffNeXtConfig {
    let shapes = Shapes(source)
    let text = try shapes["clip_mapper.weight", 2]
    let out = try shapes["clf.1.weight", 4]
    let input = try shapes["embedding.1.weight", 4]
    // The head makes two maps for each that comes in.
    let levels = try shapes.levels(headWidth: 64, pixels: nil)
    guard case .numbers(let widths)? = levels["c_hidden"] else { return try shapes.config(levels) }
    var effnet = 16
    var joins: [Value] = []
    for level in widths.indices {
      let mapper = source.shape(of: "effnet_mappers.\(level).weight")
      if let mapper, mapper.count == 4 { effnet = mapper[1] }
      joins.append(.flag(mapper != nil))
    }
    guard out[0] == 2 * input[1] else {
      throw .wrongShape(
        key: "clf.1.weight", wanted: [2 * input[1], widths[0], 1, 1], found: out,
        source: source.label)
    }
    // Patches are of 2 by 2 pixels, as in everything published.
    return try shapes.config(
      levels.merging([
        "c_in": .number(input[1] / 4), "c_out": .number(input[1] / 4), "patch_size": .number(2),
        "c_cond": .number(text[0]), "clip_embd": .number(text[1]), "effnet_embd": .number(effnet),
        "inject_effnet": .list(joins),
      ]) { $1 })
  }

  static func vqModel(_ source: any TensorSource) throws(LoadingError) -> VQModelConfig {
    let shapes = Shapes(source)
    let first = try shapes["in_block.1.weight", 4]
    let start = try shapes["up_blocks.0.0.weight", 4]
    let name = ["codebook", "embedding"].first {
      source.shape(of: "vquantizer.\($0).weight") != nil
    }
    let codes = try shapes["vquantizer.\(name ?? "codebook").weight", 2]
    var levels = 1
    while first[0] << levels <= start[0] { levels += 1 }
    // The first layer between levels ends the blocks of the deepest one.
    let blocks = shapes.children(of: "up_blocks.")
    let bottleneck =
      (1..<max(2, blocks)).first { source.shape(of: "up_blocks.\($0).weight") != nil } ?? blocks
    let patch = Int(Double(first[1] / 3).squareRoot())
    return try shapes.config([
      "levels": .number(levels), "bottleneck_blocks": .number(bottleneck - 1),
      "c_hidden": .number(start[0]), "c_latent": .number(start[1]),
      "codebook_size": .number(codes[0]), "up_down_scale_factor": .number(patch),
    ])
  }

  /// Strides are in no shape: the encoder is one of the two that were published.
  static func encoder(_ source: any TensorSource) throws(LoadingError) -> EncoderConfig {
    let shapes = Shapes(source)
    let published = [EncoderRows.small, EncoderRows.large].first { rows in
      shapes.children(of: "backbone.") == rows.count + 2
        && rows.enumerated().allSatisfy { index, row in
          shapes.children(of: "backbone.\(index + 1).") == row.repeats
        }
    }
    guard let published else {
      throw .unsupported(
        path: Path(source.label),
        problem: "its encoder is neither EfficientNetV2-S nor -L; other ones need a model.json")
    }
    return try shapes.config(
      [
        "stages": .list(
          published.map { row in
            .list([.text(row.kind)] + row.numbers.map { .number($0) })
          })
      ])
  }

  /// A JSON value, so that inferred sizes pass the same checks as those of a file.
  indirect enum Value: Encodable {
    case number(Int)
    case numbers([Int])
    case text(String)
    case flag(Bool)
    case list([Value])

    func encode(to encoder: any Encoder) throws {
      var value = encoder.singleValueContainer()
      switch self {
      case .number(let number): try value.encode(number)
      case .numbers(let numbers): try value.encode(numbers)
      case .text(let text): try value.encode(text)
      case .flag(let flag): try value.encode(flag)
      case .list(let list): try value.encode(list)
      }
    }
  }
}

/// Kind, expansion, kernel, stride, input, output and repeats of each stage (spec v1 §4).
private struct EncoderRows {
  let kind: String
  let numbers: [Int]

  var repeats: Int { numbers[5] }

  private init(_ kind: String, _ numbers: [Int]) {
    self.kind = kind
    self.numbers = numbers
  }

  static let small = [
    Self("F", [1, 3, 1, 24, 24, 2]), Self("F", [4, 3, 2, 24, 48, 4]),
    Self("F", [4, 3, 2, 48, 64, 4]), Self("M", [4, 3, 2, 64, 128, 6]),
    Self("M", [6, 3, 1, 128, 160, 9]), Self("M", [6, 3, 2, 160, 256, 15]),
  ]
  static let large = [
    Self("F", [1, 3, 1, 32, 32, 4]), Self("F", [4, 3, 2, 32, 64, 7]),
    Self("F", [4, 3, 2, 64, 96, 7]), Self("M", [4, 3, 2, 96, 192, 10]),
    Self("M", [6, 3, 1, 192, 224, 19]), Self("M", [6, 3, 2, 224, 384, 25]),
    Self("M", [6, 3, 1, 384, 640, 7]),
  ]
}

/// The shapes in a source, read without its numbers.
private struct Shapes {
  let source: any TensorSource
  private let keys: [String]

  init(_ source: any TensorSource) {
    self.source = source
    keys = source.keys
  }

  /// The shape of a tensor that must be there with so many axes.
  subscript(key: String, rank: Int) -> [Int] {
    get throws(LoadingError) {
      guard let shape = source.shape(of: key) else {
        throw .tensorMissing(key: key, source: source.label)
      }
      guard shape.count == rank, shape.allSatisfy({ $0 > 0 }) else {
        throw .damaged(
          path: Path(source.label), problem: "its tensor '\(key)' has the shape \(shape)")
      }
      return shape
    }
  }

  /// One more than the largest number that follows `prefix` in a name.
  func children(of prefix: String) -> Int {
    let numbers = keys.lazy.filter { $0.hasPrefix(prefix) }.compactMap {
      Int($0.dropFirst(prefix.count).prefix { $0 != "." })
    }
    return (numbers.max() ?? -1) + 1
  }

  /// Widths, heads, blocks and letters of the levels of Stage B.
  ///
  /// - Parameter pixels: the channels of one position before patches are made of them; nil when
  ///   the patch is not to be found.
  func levels(headWidth: Int, pixels: Int?) throws(LoadingError) -> [String: InferredConfig.Value] {
    let embedding = try self["embedding.1.weight", 4]
    var widths = [embedding[0]]
    let count = children(of: "down_blocks.")
    for level in 1..<max(1, count) {
      widths.append(try self["down_blocks.\(level).0.1.weight", 4][0])
    }
    var letters: [String] = []
    for level in 0..<count { letters.append(self.letters(of: level)) }
    var result: [String: InferredConfig.Value] = [:]
    let periods = letters.map(Self.period)
    result["c_hidden"] = .numbers(widths)
    result["level_config"] = .list(periods.map { .text($0) })
    result["blocks"] = .numbers(zip(letters, periods).map { $0.count / max(1, $1.count) })
    result["nhead"] = .numbers(
      zip(widths, periods).map { $1.contains("A") ? max(1, $0 / headWidth) : -1 })
    if let time = keys.first(where: { $0.hasSuffix(".mapper.weight") }) {
      result["c_r"] = .number(try self[time, 2][1])
    }
    if let mixing = keys.first(where: { $0.hasSuffix(".depthwise.weight") }) {
      result["kernel_size"] = .number(try self[mixing, 4][2])
    }
    if let pixels {
      result["patch_size"] = .number(Int(Double(embedding[1] / pixels).squareRoot()))
    }
    return result
  }

  private func letters(of level: Int) -> String {
    let prefix = "down_blocks.\(level)."
    let first = level == 0 ? 0 : 1
    let names = Set(keys)
    return String(
      (first..<max(first, children(of: prefix))).map { index in
        let block = prefix + "\(index)."
        if names.contains(block + "depthwise.weight") { return "C" }
        if names.contains(block + "mapper.weight") { return "T" }
        return names.contains(block + "kv_mapper.1.weight") ? "A" : "F"
      })
  }

  /// The shortest beginning of which `letters` is a repetition.
  private static func period(_ letters: String) -> String {
    let all = Array(letters)
    for length in 1..<max(2, all.count)
    where all.count % length == 0 && all.indices.allSatisfy({ all[$0] == all[$0 % length] }) {
      return String(all[..<length])
    }
    return letters
  }

  func config<Config: Decodable>(
    _ fields: [String: InferredConfig.Value]
  ) throws(LoadingError) -> Config {
    do {
      return try JSONDecoder().decode(Config.self, from: try JSONEncoder().encode(fields))
    } catch let fault as FieldFault {
      throw .damaged(
        path: Path(source.label),
        problem: "of its tensors follows that \(fault.field) \(fault.problem)")
    } catch {
      throw .damaged(path: Path(source.label), problem: "its tensors fit no known network")
    }
  }
}
