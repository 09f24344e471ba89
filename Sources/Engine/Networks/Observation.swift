/// Watches stages and networks at work; they are told apart by who is given which.
package struct Observation {
  /// Called after every step of a stage, counted from 1.
  package let step: (_ number: Int, _ made: Made) -> Void
  /// Called after every layer of a network that is watched, counted from 0, with its feature map.
  package let layer: (_ number: Int, _ map: Tensor) -> Void

  /// What a step has made, for all samples.
  package enum Made {
    /// `[batch, height, width, channels]`
    case latent(Tensor)
    /// Tokens before and after some of them were made random again; nil where none were.
    case tokens([TokenGrid], renoised: [TokenGrid]?)
  }

  package init(
    step: @escaping (_ number: Int, _ made: Made) -> Void = { _, _ in },
    layer: @escaping (_ number: Int, _ map: Tensor) -> Void = { _, _ in }
  ) {
    self.step = step
    self.layer = layer
  }

  package static var none: Observation { Observation() }

  /// Watches the steps of a stage that makes latents.
  package static func latents(_ see: @escaping (_ step: Int, _ x: Tensor) -> Void) -> Observation {
    Observation(step: { number, made in
      if case .latent(let x) = made { see(number, x) }
    })
  }
}
