import Engine
import Files
import Foundation

/// The tokenizer, the text tower and the random generator.
enum TextGoldens {
  static let kinds: [(String, GoldenRunner.Check)] = [
    ("tokenizer", tokenizer), ("tokenizer_real", tokenizer), ("clip_text", tower),
    ("torch_rng", generator),
  ]

  private static func tokenizer(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Prompt: Decodable {
      let text: String
      let ids: [Int]
      let truncated: [Int]
      let length: Int
    }
    struct Config: Decodable {
      let modelMaxLength: Int
      let padToken: String
    }
    let config = try golden.options(Config.self)
    let tokenizer = try BPETokenizer(folder: Path(golden.folder.appending(path: "tokenizer").path))
    guard let pad = tokenizer.id(of: config.padToken) else { throw GoldenError("no padding") }
    let data = try Data(contentsOf: golden.folder.appending(path: "prompts.json"))
    for prompt in try JSONDecoder().decode([Prompt].self, from: data) {
      let padded = tokenizer.encode(prompt.text, length: config.modelMaxLength, pad: pad)
      let filled =
        prompt.truncated
        + Array(repeating: Int(pad), count: config.modelMaxLength - prompt.truncated.count)
      try comparison.integers(
        prompt.text, tokenizer.encode(prompt.text).map { Int($0) }, prompt.ids)
      try comparison.integers(prompt.text, padded.ids.map { Int($0) }, filled)
      try comparison.integers(prompt.text, [padded.mask.count { $0 }], [prompt.length])
    }
  }

  private static func tower(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    let weights = try golden.weights()
    let tower = try CLIPText(try golden.config(TextConfig.self), weights: weights)
    try weights.finish()
    let length = try golden.shape("in.input_ids")[1]
    func rows<Element>(_ elements: [Element]) -> [[Element]] {
      stride(from: 0, to: elements.count, by: length).map { Array(elements[$0..<$0 + length]) }
    }
    let ids = rows(try golden.integers("in.input_ids").map { Int32($0) })
    let mask = rows(try golden.integers("in.attention_mask").map { $0 != 0 })
    try comparison.output("last_hidden_state", try tower(ids, mask: mask))
    let name =
      "last_hidden_state_" + (golden.has("out.last_hidden_state_nomask") ? "nomask" : "unmasked")
    try comparison.output(name, try tower(ids))
  }

  private static func generator(_ golden: GoldenCase, _ comparison: GoldenComparison) throws {
    struct Config: Decodable {
      let runs: [Run]

      struct Run: Decodable {
        let seed: UInt32
        let shapes: [[Int]]
      }
    }
    for (number, run) in try golden.options(Config.self).runs.enumerated() {
      var generator = TorchGenerator(seed: run.seed)
      for (name, shape) in zip(["a", "b", "c"], run.shapes) {
        try comparison.output(
          "\(name)\(number)", Tensor(shape, generator.randn(shape.reduce(1, *))))
      }
    }
  }
}
