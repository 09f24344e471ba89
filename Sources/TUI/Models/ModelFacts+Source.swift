package import Engine
package import Recipes

extension ModelFacts {
  /// What `source` says of itself; no weights are read.
  package init(_ source: any ModelSource, loras: [Recipe.LoRA] = []) {
    let model = source.description
    var codes: Int?
    if case .tokens = model.stageB { codes = model.stageA.codebookSize }
    var inputProblem: String?
    if model.encoder == nil {
      do {
        _ = try source.tensors(of: .encoder)
      } catch {
        inputProblem = error.description
      }
    }
    self.init(
      name: model.name, guide: model.guide, channels: model.prior.cIn, codes: codes,
      sizes: model.sizes, defaults: model.defaults,
      loras: loras, inputProblem: inputProblem)
  }
}
