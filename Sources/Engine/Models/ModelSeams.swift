/// Checks that what one network makes fits what the next one takes.
enum ModelSeams {
  /// A part that does not fit another one; `problem` follows its name in a sentence.
  struct Fault: Error {
    let part: ModelPart
    let problem: String
  }

  static func check(
    text: TextConfig, prior: PriorConfig, stageB: ModelDescription.StageB, stageA: VQModelConfig,
    encoder: EncoderConfig?
  ) throws(Fault) {
    try require(
      prior.cCond == text.hiddenSize, .stageC,
      "takes text states of \(prior.cCond) channels where the text tower makes \(text.hiddenSize)")
    switch stageB {
    case .tokens(let paella): try check(paella, prior, stageA, text)
    case .latent(let diffNeXt, _, let tower): try check(diffNeXt, prior, stageA, tower.config)
    }
    try require(
      stageA.colours == 3, .stageA, "makes pictures of \(stageA.colours) colours, not 3")
    guard let encoder else { return }
    try require(
      encoder.cLatent == prior.cIn, .encoder,
      "makes latents of \(encoder.cLatent) channels where Stage C makes \(prior.cIn)")
  }

  private static func check(
    _ paella: PaellaConfig, _ prior: PriorConfig, _ vq: VQModelConfig, _ text: TextConfig
  ) throws(Fault) {
    try check(latent: paella.effnetEmbd, prior)
    try require(
      !paella.text || paella.byt5Embd == text.hiddenSize, .stageB,
      "takes text states of \(paella.byt5Embd) channels where the text tower makes "
        + "\(text.hiddenSize)")
    try require(
      paella.numLabels == vq.codebookSize, .stageA,
      "has \(vq.codebookSize) codes where Stage B chooses from \(paella.numLabels)")
  }

  private static func check(
    _ diffNeXt: DiffNeXtConfig, _ prior: PriorConfig, _ vq: VQModelConfig, _ text: TextConfig
  ) throws(Fault) {
    try check(latent: diffNeXt.effnetEmbd, prior)
    try require(
      diffNeXt.clipEmbd == text.hiddenSize, .stageB,
      "takes text states of \(diffNeXt.clipEmbd) channels where its text tower makes "
        + "\(text.hiddenSize)")
    try require(
      diffNeXt.cOut == vq.cLatent, .stageA,
      "takes latents of \(vq.cLatent) channels where Stage B makes \(diffNeXt.cOut)")
  }

  private static func check(latent channels: Int, _ prior: PriorConfig) throws(Fault) {
    try require(
      channels == prior.cIn, .stageB,
      "takes latents of \(channels) channels where Stage C makes \(prior.cIn)")
  }

  private static func require(
    _ condition: Bool, _ part: ModelPart, _ problem: String
  ) throws(Fault) {
    if !condition { throw Fault(part: part, problem: problem) }
  }
}
