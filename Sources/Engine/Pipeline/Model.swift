import Files
package import Recipes
import Synchronization

/// The networks of a model, each read when it is first needed.
///
/// A network that is not at work is released when another one needs the memory.
package final class Model: Sendable {
  package let source: any ModelSource
  package let description: ModelDescription
  /// How prompts are cut into tokens, for Stage C and, in version 2, for Stage B.
  package let prompts: PromptReader
  package let decoderPrompts: PromptReader?
  package let memory: MemoryBudget
  private let loaded = Mutex<[ModelPart: any Sendable]>([:])
  private let bytes: [ModelPart: Int]

  /// Opens the vocabularies and the headers of the weights.
  ///
  /// - Throws: `LoadingError` naming the file when a part that drawing needs is missing or damaged.
  package init(
    _ source: any ModelSource, memory: MemoryBudget = .available
  ) throws(LoadingError) {
    self.source = source
    self.memory = memory
    description = source.description
    prompts = try PromptReader(description.text, try source.tokenizer(of: .text))
    decoderPrompts = try description.decoderText.map { tower throws(LoadingError) in
      try PromptReader(tower, try source.tokenizer(of: .decoderText))
    }
    var bytes: [ModelPart: Int] = [:]
    for part in description.parts { bytes[part] = try source.bytes(of: part) }
    self.bytes = bytes
  }

  /// The bytes that the weights of a part take in memory, once they are packed for a precision; 0
  /// where the model does not have the part.
  package func bytes(
    of part: ModelPart, _ precision: Precision = Compute.current.precision
  ) -> Int {
    let floats = bytes[part] ?? 0
    return precision == .bf16 ? floats / 2 : floats
  }

  /// The text tower of Stage C.
  package func text() throws(LoadingError) -> CLIPText {
    try network(.text) { weights throws(LoadingError) in
      try CLIPText(description.text.config, weights: weights)
    }
  }

  /// The text tower of Stage B; only version 2 has it.
  package func decoderText() throws(LoadingError) -> CLIPText {
    guard let tower = description.decoderText else {
      preconditionFailure("version 1 has one text tower")
    }
    return try network(.decoderText) { weights throws(LoadingError) in
      try CLIPText(tower.config, weights: weights)
    }
  }

  package func prior() throws(LoadingError) -> Prior {
    try network(.stageC) { weights throws(LoadingError) in
      try Prior(description.prior, weights: weights)
    }
  }

  /// Stage B of version 1.
  package func paella(_ config: PaellaConfig) throws(LoadingError) -> Paella {
    try network(.stageB) { weights throws(LoadingError) in try Paella(config, weights: weights) }
  }

  /// Stage B of version 2.
  package func diffNeXt(_ config: DiffNeXtConfig) throws(LoadingError) -> DiffNeXt {
    try network(.stageB) { weights throws(LoadingError) in try DiffNeXt(config, weights: weights) }
  }

  package func vqModel() throws(LoadingError) -> VQModel {
    try network(.stageA) { weights throws(LoadingError) in
      try VQModel(description.stageA, weights: weights)
    }
  }

  /// The network that turns a picture into a latent.
  ///
  /// - Throws: `.missing` saying which file has it where the model does not.
  package func encoder() throws(LoadingError) -> EfficientNet {
    guard let part = description.encoder else {
      _ = try source.tensors(of: .encoder)
      preconditionFailure("a model without an encoder has no tensors of it")
    }
    return try network(.encoder) { weights throws(LoadingError) in
      try EfficientNet(part.config, weights: weights)
    }
  }

  /// Makes sure that the run can begin: each part, with what it works in, fits the budget alone.
  ///
  /// - Parameter working: the bytes that each stage needs beside its weights.
  /// - Throws: `MemoryError` naming the part that needs most.
  package func checkFit(
    _ parts: [ModelPart], _ precision: Precision, working: (ModelPart) -> Int
  ) throws(MemoryError) {
    let needs = parts.map { (part: $0, bytes: bytes(of: $0, precision) + working($0)) }
    guard let largest = needs.max(by: { $0.bytes < $1.bytes }), largest.bytes > memory.usable
    else { return }
    throw MemoryError(
      part: largest.part, needed: memory.bytes - memory.usable + largest.bytes, budget: memory)
  }

  /// Releases networks until `working` bytes and the weights of `part` fit beside the rest.
  package func makeRoom(for part: ModelPart, working: Int = 0) {
    loaded.withLock { loaded in
      var needed = working + bytes(of: part)
      for other in loaded.keys where other != part { needed += bytes(of: other) }
      // Those whose turn is furthest away go first: what was before `part`, then what comes after.
      let order = ModelPart.allCases
      let place = order.firstIndex(of: part) ?? 0
      for other in (order[..<place] + order[place...].reversed())
      where needed > memory.keepable && other != part && loaded[other] != nil {
        loaded[other] = nil
        needed -= bytes(of: other)
        // What the other part worked in is of no use to the next.
        StoragePool.releaseKept()
      }
    }
  }

  private func network<Network: Sendable>(
    _ part: ModelPart, _ make: (Weights) throws(LoadingError) -> Network
  ) throws(LoadingError) -> Network {
    if let network = loaded.withLock({ $0[part] as? Network }) { return network }
    makeRoom(for: part)
    let weights = try source.weights(of: part)
    let network = try make(weights)
    try weights.finish()
    // What was made in a run that is stopped may be cut short, and is of use to no other.
    if !Compute.current.cancellation.isRequested { loaded.withLock { $0[part] = network } }
    return network
  }
}
