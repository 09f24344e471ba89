/// Checks that what one network makes fits what the next one takes.
struct ModelSeams {
  let place: String

  func check(_ prior: PriorConfig, _ text: TextConfig) throws(LoadingError) {
    try require(
      prior.cCond == text.hiddenSize,
      "Stage C takes text states of \(prior.cCond) channels where the text tower makes "
        + "\(text.hiddenSize)")
  }

  func check(
    _ paella: PaellaConfig, _ prior: PriorConfig, _ vq: VQModelConfig, _ text: TextConfig
  ) throws(LoadingError) {
    try check(latent: paella.effnetEmbd, prior)
    try require(
      !paella.text || paella.byt5Embd == text.hiddenSize,
      "Stage B takes text states of \(paella.byt5Embd) channels where the text tower makes "
        + "\(text.hiddenSize)")
    try require(
      paella.numLabels == vq.codebookSize,
      "Stage A has \(vq.codebookSize) codes where Stage B chooses from \(paella.numLabels)")
    try check(vq)
  }

  func check(
    _ diffNeXt: DiffNeXtConfig, _ prior: PriorConfig, _ vq: VQModelConfig, _ text: TextConfig
  ) throws(LoadingError) {
    try check(latent: diffNeXt.effnetEmbd, prior)
    try require(
      diffNeXt.clipEmbd == text.hiddenSize,
      "Stage B takes text states of \(diffNeXt.clipEmbd) channels where its text tower makes "
        + "\(text.hiddenSize)")
    try require(
      diffNeXt.cOut == vq.cLatent,
      "Stage A takes latents of \(vq.cLatent) channels where Stage B makes \(diffNeXt.cOut)")
    try check(vq)
  }

  func check(_ encoder: EncoderConfig?, _ prior: PriorConfig) throws(LoadingError) {
    try require(
      encoder.map { $0.cLatent == prior.cIn } ?? true,
      "the encoder makes latents of \(encoder?.cLatent ?? 0) channels where Stage C makes "
        + "\(prior.cIn)")
  }

  private func check(latent channels: Int, _ prior: PriorConfig) throws(LoadingError) {
    try require(
      channels == prior.cIn,
      "Stage B takes latents of \(channels) channels where Stage C makes \(prior.cIn)")
  }

  private func check(_ vq: VQModelConfig) throws(LoadingError) {
    try require(vq.colours == 3, "Stage A makes pictures of \(vq.colours) colours, not 3")
  }

  private func require(_ condition: Bool, _ problem: String) throws(LoadingError) {
    if !condition {
      throw .unsupported(path: place, problem: problem + "; the files belong to different models")
    }
  }
}
