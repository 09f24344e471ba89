import Files
import FoundationEssentials
package import Recipes

/// Where the networks of a model come from; their sizes are read and checked, their weights not.
package protocol ModelSource: Sendable {
  var description: ModelDescription { get }
  /// The files and folders of the model, for messages.
  var place: String { get }

  /// Opens the weights of a part.
  ///
  /// - Throws: `.missing` where the model does not have the part, saying how to add it.
  func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource
  /// Opens the vocabulary of a text tower.
  func tokenizer(of part: ModelPart) throws(LoadingError) -> BPETokenizer
  /// A number of all files a picture depends on, to tell whether another one draws the same.
  func fingerprint() throws(LoadingError) -> String
}

extension ModelSource {
  /// A cursor over the weights of a part.
  package func weights(of part: ModelPart) throws(LoadingError) -> Weights {
    let source = try tensors(of: part)
    switch part {
    case .text, .decoderText:
      return Weights(source, optionalPrefix: "text_model.", ignoring: TextFolder.unused)
    default: return Weights(source)
    }
  }

  /// The bytes that the numbers of a part take as 32-bit floats.
  package func bytes(of part: ModelPart) throws(LoadingError) -> Int {
    let source = try tensors(of: part)
    return source.keys.reduce(0) { $0 + 4 * (source.shape(of: $1) ?? []).reduce(1, *) }
  }
}

/// A model whose prior is changed by low-rank additions.
package struct ChangedModel: ModelSource {
  private let source: any ModelSource
  private let changes: [(file: LoRAFile, weight: Float)]

  /// - Throws: `LoadingError` when a file is damaged or does not fit the prior.
  package init(_ source: any ModelSource, loras: [Recipe.LoRA]) throws(LoadingError) {
    self.source = source
    var changes: [(file: LoRAFile, weight: Float)] = []
    for lora in loras { changes.append((try LoRAFile(lora.path), lora.weight)) }
    self.changes = changes
    _ = try tensors(of: .stageC)
  }

  package var description: ModelDescription { source.description }
  package var place: String { source.place }

  package func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource {
    var tensors = try source.tensors(of: part)
    guard part == .stageC, !changes.isEmpty else { return tensors }
    tensors = try DiffusersNames(tensors)
    for change in changes {
      tensors = try LoRASource(tensors, adding: change.file, weight: change.weight)
    }
    return tensors
  }

  package func tokenizer(of part: ModelPart) throws(LoadingError) -> BPETokenizer {
    try source.tokenizer(of: part)
  }

  package func fingerprint() throws(LoadingError) -> String {
    var fingerprint = Fingerprint()
    fingerprint.add(text: try source.fingerprint())
    for change in changes {
      try fingerprint.add(modelFile: change.file.path, sampled: false)
      fingerprint.add(text: "\(change.weight)")
    }
    return fingerprint.text
  }
}
