/// `count` values evenly spaced from `start` to `end` inclusive, as `torch.linspace` rounds them.
///
/// Both halves are measured from their own end with one rounding each (spec v2 §5); one ulp in a
/// time moves a timestep embedding visibly. One value is `start` alone.
package func linspace(from start: Float, to end: Float, count: Int) -> [Float] {
  precondition(count >= 0, "cannot space \(count) values")
  guard count > 1 else { return Array(repeating: start, count: count) }
  let step = (end - start) / Float(count - 1)
  return (0..<count).map { i in
    i < count / 2
      ? start.addingProduct(step, Float(i))
      : end.addingProduct(-step, Float(count - 1 - i))
  }
}
