import Foundation

/// Sines and cosines of a time in 0…1, `[ratios.count, width]` (spec v1 §1.7).
///
/// The phase reaches 10⁴ rad, where single precision has steps of 1e-3: it is part of the
/// definition and computed in single precision, the sine and cosine of it exactly.
package func timestepEmbedding(_ ratios: [Float], width: Int) -> Tensor {
  let half = width / 2
  let step = Float(log(10_000.0)) / Float(max(1, half - 1))
  var elements: [Float] = []
  for ratio in ratios {
    let position = ratio * 10_000
    let phases = (0..<half).map { Double(position * exp(-Float($0) * step)) }
    elements += phases.map { Float(sin($0)) } + phases.map { Float(cos($0)) }
    if width % 2 == 1 { elements.append(0) }
  }
  return Tensor([ratios.count, width], elements)
}
