import Engine
import Files
import Foundation

/// One parity case: a folder with its description, weights and recorded tensors.
struct GoldenCase {
  let folder: URL
  let kind: String
  private let description: Description
  private let json: Data
  private let io: SafetensorsFile?

  private struct Description: Decodable {
    let kind: String
    let rtol: Double
    let atol: Double
    let atolByOutput: [String: Double]?
    let outputs: [String: Output]
    let drawSeed: UInt32?

    struct Output: Decodable {
      let dtype: String
      let shape: [Int]
    }

    enum CodingKeys: String, CodingKey {
      case kind, rtol, atol, outputs
      case atolByOutput = "atol_by_output"
      case drawSeed = "draw_seed"
    }
  }

  init(_ folder: URL) throws {
    self.folder = folder
    json = try Data(contentsOf: folder.appending(path: "case.json"))
    description = try JSONDecoder().decode(Description.self, from: json)
    kind = description.kind
    let path = folder.appending(path: "io.safetensors").path
    io = FileManager.default.fileExists(atPath: path) ? try SafetensorsFile(Path(path)) : nil
  }

  /// The seed from which torch's generator gives the recorded draws.
  var drawSeed: UInt32? { description.drawSeed }

  var outputs: [String] { description.outputs.keys.sorted() }

  /// The case's `config`, or an entry of it, as the type the product decodes from its own files.
  func config<Config: Decodable>(_ type: Config.Type, _ key: String? = nil) throws -> Config {
    try field(type, key, JSONDecoder())
  }

  /// The same as a type of the tests, whose names are in camel case.
  func options<Options: Decodable>(_ type: Options.Type, _ key: String? = nil) throws -> Options {
    try field(type, key, Self.snakeCase)
  }

  private static var snakeCase: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  private func field<Value: Decodable>(
    _ type: Value.Type, _ key: String?, _ decoder: JSONDecoder
  ) throws -> Value {
    guard let key else { return try decoder.decode(ConfigField<Value>.self, from: json).config }
    let parts = try decoder.decode(ConfigField<[String: Lenient<Value>]>.self, from: json)
    guard let part = parts.config[key]?.value else { throw GoldenError("config has no \(key)") }
    return part
  }

  /// A value that decodes to nothing where it is of another type.
  private struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws { value = try? Value(from: decoder) }
  }

  func params<Params: Decodable>(_ type: Params.Type) throws -> Params {
    try Self.snakeCase.decode(ParamsField<Params>.self, from: json).params
  }

  /// The case's weights below `place`, such as `vqmodel`; all of them without it.
  func weights(_ place: String...) throws -> Weights {
    let file = try SafetensorsFile(Path(folder.appending(path: "weights.safetensors").path))
    return place.reduce(Weights(file, optionalPrefix: "text_model.")) { $0[$1] }
  }

  /// The weights of the text tower of a case with several models.
  func textWeights() throws -> Weights {
    let tower = try weights()["text_encoder"]
    return tower.shape(of: "text_model.final_layer_norm.bias") == nil ? tower : tower["text_model"]
  }

  /// Whether any weight's name begins with `prefix`.
  func hasWeights(_ prefix: String) -> Bool {
    let path = folder.appending(path: "weights.safetensors").path
    return (try? SafetensorsFile(Path(path)).keys.contains { $0.hasPrefix(prefix) }) ?? false
  }

  func tensor(_ key: String) throws -> Tensor { try file().tensor(named: key) }

  func holds(file: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: file).path)
  }

  func has(_ key: String) -> Bool { io?.shape(of: key) != nil }

  func shape(_ key: String) throws -> [Int] {
    guard let shape = try file().shape(of: key) else { throw GoldenError("no tensor \(key)") }
    return shape
  }

  func integers(_ key: String) throws -> [Int] {
    try file().integers(named: key).map { Int($0) }
  }

  /// A map `[N, C, H, W]` in the order the engine computes in.
  func map(_ key: String) throws -> Tensor { try tensor(key).channelsLast() }

  /// Integers `[N, H, W]` as one grid per sample.
  func grids(_ key: String) throws -> [TokenGrid] {
    let shape = try shape(key)
    let codes = try integers(key).map { Int32($0) }
    let each = shape[1] * shape[2]
    return (0..<shape[0]).map {
      TokenGrid(
        height: shape[1], width: shape[2], codes: Array(codes[$0 * each..<($0 + 1) * each]))
    }
  }

  /// The draws `[steps, …]` as one list per step; empty when there are none.
  func steps(_ key: String) throws -> [[Float]] {
    guard has(key) else { return [] }
    let steps = try tensor(key)
    return (0..<steps.batch).map { steps.samples($0..<$0 + 1).elements }
  }

  /// The largest difference from `wanted` that output `name` may have.
  func tolerance(_ name: String, _ wanted: Double) -> Double {
    (description.atolByOutput?[name] ?? description.atol) + description.rtol * abs(wanted)
  }

  private func file() throws -> SafetensorsFile {
    guard let io else { throw GoldenError("no io.safetensors") }
    return io
  }
}

private struct ConfigField<Config: Decodable>: Decodable {
  let config: Config
}

private struct ParamsField<Params: Decodable>: Decodable {
  let params: Params
}

/// A parameter that is one value or a list.
struct OneOrMore<Value: Decodable>: Decodable {
  let values: [Value]

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let one = try? container.decode(Value.self) {
      values = [one]
    } else {
      values = try container.decode([Value].self)
    }
  }
}

struct GoldenError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
