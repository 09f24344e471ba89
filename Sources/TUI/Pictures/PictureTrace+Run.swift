package import Engine
package import Gallery

extension PictureTrace {
  /// What a run made on the way to one of its pictures, counted from 0.
  package init(_ run: Trace, of index: Int) {
    var tokens: TokenGrid?
    if case .tokens(let grids) = run.stageB { tokens = grids[index] }
    let timings = run.timings
    self.init(
      latent: run.latents[index], tokens: tokens,
      seconds: [timings.text, timings.c, timings.b, timings.a])
  }
}
