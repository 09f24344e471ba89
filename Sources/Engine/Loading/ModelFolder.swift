/// A native model folder: `model.json`, its weight files and its vocabulary.
package struct ModelFolder: Sendable {
  package let path: String
  package let manifest: ModelManifest

  /// The parts that have a weights file of their own.
  package enum Part: CaseIterable, Sendable {
    case text, stageC, stageB, stageA, encoder
  }

  /// Reads and checks the manifest of the folder at `path`; the weights are opened later.
  package init(_ path: String) throws(LoadingError) {
    self.path = path
    manifest = try ModelManifest(path: path + "/model.json")
  }

  /// The path of the weights of `part`; nil when the model does not have the part.
  package func file(for part: Part) -> String? {
    let name: String? =
      switch part {
      case .text: manifest.text.weights
      case .stageC: manifest.stageC.weights
      case .stageB: manifest.stageB.weights
      case .stageA: manifest.stageA.weights
      case .encoder: manifest.encoder?.weights
      }
    return name.map { path + "/" + $0 }
  }

  /// Opens the weights of `part` and checks the file's form.
  ///
  /// - Throws: `LoadingError`; `.missing` when the file is not there.
  package func weights(for part: Part) throws(LoadingError) -> Weights {
    guard let file = file(for: part) else {
      throw .missing(role: "encoder entry", path: path + "/model.json")
    }
    let source = try SafetensorsFile(file)
    return part == .text ? Weights(source, optionalPrefix: "text_model.") : Weights(source)
  }

  /// Opens the vocabulary, which must fit the embedding of the text tower and hold the padding.
  package func tokenizer() throws(LoadingError) -> BPETokenizer {
    let folder = path + "/" + manifest.text.tokenizer
    let tokenizer = try BPETokenizer(folder: folder)
    guard tokenizer.largestID < manifest.text.config.vocabSize else {
      throw .damaged(
        path: folder,
        problem: "it has a token \(tokenizer.largestID) where the text tower knows "
          + "\(manifest.text.config.vocabSize)")
    }
    guard tokenizer.id(of: manifest.text.padToken) != nil else {
      throw .damaged(
        path: folder, problem: "it lacks the padding token '\(manifest.text.padToken)'")
    }
    return tokenizer
  }

  /// A number of all files a picture depends on, to tell whether another one draws the same.
  package func fingerprint() throws(LoadingError) -> String {
    var fingerprint = Fingerprint()
    try fingerprint.add(file: path + "/model.json")
    for part in [Part.text, .stageC, .stageB, .stageA] {
      if let file = file(for: part) { try fingerprint.add(file: file) }
    }
    return fingerprint.text
  }
}
