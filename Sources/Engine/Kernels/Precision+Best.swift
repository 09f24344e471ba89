package import Recipes

extension Precision {
  /// The fastest on this CPU: bf16 where it multiplies such numbers itself.
  package static let best: Precision = Kernel.multipliesHalf ? .bf16 : .fp32
}
