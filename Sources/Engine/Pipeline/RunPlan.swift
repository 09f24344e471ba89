import Recipes

/// What a recipe comes to with one model: grids, parts and memory.
struct RunPlan {
  let recipe: Recipe
  let size: PictureSize
  /// Of Stage C and of Stage B.
  let latent: PictureSizes.Grid
  let fine: PictureSizes.Grid
  /// The times of Stage C; one entry where its steps are left out.
  let times: [Float]
  /// Whether the latent is that of an earlier run, so that Stage C has nothing to do.
  let hasLatent: Bool
  private let inputs: RunInputs
  private let description: ModelDescription

  /// - Throws: `SizeError` when the model cannot draw the size.
  init(
    _ recipe: Recipe, _ inputs: RunInputs, _ description: ModelDescription, hasLatent: Bool = false
  ) throws(SizeError) {
    self.recipe = recipe
    self.hasLatent = hasLatent
    self.inputs = inputs
    self.description = description
    size = recipe.size ?? description.sizes.standard
    (latent, fine) = try description.sizes.grids(for: size)
    times = recipe.stageC.schedule.times(
      steps: recipe.stageC.steps, from: recipe.start.strength)
  }

  var usesEncoder: Bool { recipe.input != nil && !hasLatent }
  var latentShape: Latent.Shape {
    .init(channels: description.prior.cIn, height: latent.height, width: latent.width)
  }
  /// Whether noise is taken off by Stage C at all.
  var usesPrior: Bool { times.count > 1 && !hasLatent }

  /// The steps that each stage takes.
  var stepsC: Int { min(recipe.stageC.stop ?? .max, times.count - 1) }
  var stepsB: Int { min(recipe.stageB.stop ?? .max, recipe.stageB.steps) }

  /// The maps of noise that Stage C draws, be it in this run or in the one that had the latent: one
  /// to begin with, and at each step one for DDPM and one for what a mask keeps.
  var noiseMaps: Int {
    let steps = stepsC
    guard steps > 0 else { return 0 }
    let ofSampler = recipe.stageC.sampler == .ddpm ? 1 : 0
    let ofMask = recipe.input?.mask == nil ? 0 : 1
    return 1 + steps * (ofSampler + ofMask)
  }

  var parts: [ModelPart] {
    description.parts.filter { part in
      switch part {
      case .encoder: usesEncoder
      case .stageC: usesPrior
      case .text: usesPrior || description.decoderText == nil
      default: true
      }
    }
  }

  var guidanceC: Guidance { Guidance(recipe.stageC.guidance, in: description.generation) }
  var guidanceB: Guidance { Guidance(recipe.stageB.guidance, in: description.generation) }

  /// The bytes that a part works in beside its weights, roughly; the pictures that are given lie in
  /// memory all the while.
  func workingBytes(_ part: ModelPart) -> Int {
    let pictures = [inputs.picture, inputs.mask].reduce(0) { $0 + ($1?.rgb.count ?? 0) }
    return pictures + ownBytes(part)
  }

  private func ownBytes(_ part: ModelPart) -> Int {
    let float = MemoryLayout<Float>.stride
    let cells = latent.height * latent.width * recipe.count
    let positions = fine.height * fine.width * recipe.count
    switch part {
    case .text, .decoderText: return 64 << 20
    case .encoder:
      let network = 300 * 1024 * latent.height * latent.width
      guard let picture = inputs.picture, let encoder = description.encoder else { return network }
      let fit = PictureEncoder.preprocessing(picture, grid: latent, reduction: encoder.reduction)
      return network + fit.workingBytes(height: picture.height, width: picture.width)
    case .stageC:
      let textCells = 77 * recipe.count
      return guidanceC.samples * float * description.prior.c
        * (14 * cells + 2 * description.prior.depth * textCells)
    case .stageB:
      switch description.stageB {
      case .tokens(let config):
        let area = positions / (config.patchSize * config.patchSize)
        return guidanceB.samples * float * area * config.cHidden[0] * 14
      case .latent(let config, _, _):
        let area = positions / (config.patchSize * config.patchSize)
        let width = recipe.precision == .bf16 ? float / 2 : float
        return guidanceB.samples
          * (float * area * config.cHidden[0] * 14 + width * config.contributions(area))
      }
    case .stageA: return float * fine.height * fine.width * description.stageA.cHidden * 8
    }
  }
}

extension DiffNeXtConfig {
  /// Numbers that the mapped latent adds to hidden layers, kept for all steps.
  fileprivate func contributions(_ area: Int) -> Int {
    cHidden.indices.reduce(0) { sum, level in
      let residuals = levelConfig[level].count { $0 == .residual } * blocks[level]
      return sum
        + (injectEffnet[level] ? 2 * residuals * 4 * cHidden[level] * (area >> (2 * level)) : 0)
    }
  }
}
