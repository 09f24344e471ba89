/// The networks of a model folder, ready to run.
package final class Model: Sendable {
  package let manifest: ModelManifest
  package let text: TextReader
  package let prior: Prior
  package let paella: Paella
  package let vqModel: VQModel
  private let folder: ModelFolder

  /// Reads every part that drawing needs.
  ///
  /// - Throws: `LoadingError` naming the file and the tensor when a part is missing, damaged, incomplete or has
  ///   tensors that no layer takes.
  package init(_ folder: ModelFolder) throws(LoadingError) {
    self.folder = folder
    manifest = folder.manifest
    let textWeights = try folder.weights(for: .text)
    text = TextReader(
      tokenizer: try folder.tokenizer(),
      tower: try CLIPText(manifest.text.config, weights: textWeights),
      length: manifest.text.maxLength, padToken: manifest.text.padToken,
      masksPadding: manifest.text.paddingMask)
    try textWeights.finish()
    let priorWeights = try folder.weights(for: .stageC)
    prior = try Prior(manifest.stageC.config, weights: priorWeights)
    try priorWeights.finish()
    let paellaWeights = try folder.weights(for: .stageB)
    paella = try Paella(manifest.stageB.config, weights: paellaWeights)
    try paellaWeights.finish()
    let vqWeights = try folder.weights(for: .stageA)
    vqModel = try VQModel(manifest.stageA.config, weights: vqWeights)
    try vqWeights.finish()
  }

  /// Reads the encoder, which turns a picture into a latent; drawing does not need it.
  package func encoder() throws(LoadingError) -> EfficientNet? {
    guard let part = manifest.encoder else { return nil }
    let weights = try folder.weights(for: .encoder)
    let encoder = try EfficientNet(part.config, weights: weights)
    try weights.finish()
    return encoder
  }
}
