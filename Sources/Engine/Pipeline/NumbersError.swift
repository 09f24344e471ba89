package import Recipes

/// A part of a model that gave numbers that are not finite, from which no picture follows.
package struct NumbersError: Error, Equatable, Sendable, CustomStringConvertible {
  package let part: ModelPart
  package let precision: Precision

  package init(part: ModelPart, precision: Precision) {
    self.part = part
    self.precision = precision
  }

  package var description: String {
    "\(part.name) gave numbers that are not finite: "
      + (part == .stageC
        ? "its weights, or those of a LoRA, are damaged" : "its weights are damaged")
      + " or too large; get the files again"
      + (precision == .bf16 ? ", or draw with the precision fp32" : "")
  }
}

extension Tensor {
  /// This, as a result of `part`, which was not cut short.
  ///
  /// - Throws: `NumbersError` when an element is infinite or no number.
  func checked(as part: ModelPart) throws -> Tensor {
    try Compute.check()
    guard isFinite else { throw NumbersError(part: part, precision: Compute.current.precision) }
    return self
  }
}
