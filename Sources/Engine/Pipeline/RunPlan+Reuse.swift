import Recipes

extension RunPlan {
  /// The plan of a run that takes over what it can of earlier ones.
  ///
  /// - Throws: `SizeError`, or `InputError` where what was kept of another run does not fit the model.
  init(
    _ recipe: Recipe, _ inputs: RunInputs, _ description: ModelDescription, reusing earlier: [Trace]
  ) throws {
    let usable = earlier.filter { $0.hasLatent(of: recipe) }
    try self.init(recipe, inputs, description, hasLatent: !usable.isEmpty)
    // What this model itself has drawn fits.
    for trace in usable where trace.afterC == nil { try check(trace, description) }
  }

  private func check(_ trace: Trace, _ description: ModelDescription) throws(InputError) {
    if let latent = trace.latents.first(where: { $0.shape != latentShape }) {
      throw .foreignLatent(found: latent.shape, wanted: latentShape)
    }
    guard case .tokens(let grids) = trace.stageB else { return }
    guard case .tokens(let config) = description.stageB else {
      throw .foreignTokens(problem: "its Stage B draws none")
    }
    for grid in grids {
      let found = PictureSizes.Grid(height: grid.height, width: grid.width)
      guard found == fine else {
        throw .foreignTokens(problem: "they lie on \(found) where it draws on \(fine)")
      }
      if let code = grid.codes.first(where: { !(0..<config.numLabels).contains(Int($0)) }) {
        throw .foreignTokens(
          problem: "one is \(code) where its codebook has 0 to \(config.numLabels - 1)")
      }
    }
  }
}
