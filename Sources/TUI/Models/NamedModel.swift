import Engine

/// A model under the name that it is found by, which its pictures then carry.
struct NamedModel: ModelSource {
  private let source: any ModelSource
  let description: ModelDescription

  init(_ source: any ModelSource, name: String) {
    self.source = source
    var description = source.description
    description.name = name
    self.description = description
  }

  var place: String { source.place }

  func tensors(of part: ModelPart) throws(LoadingError) -> any TensorSource {
    try source.tensors(of: part)
  }

  func tokenizer(of part: ModelPart) throws(LoadingError) -> BPETokenizer {
    try source.tokenizer(of: part)
  }

  func fingerprint() throws(LoadingError) -> String { try source.fingerprint() }
}
