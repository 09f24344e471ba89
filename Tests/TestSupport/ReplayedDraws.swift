import Engine

/// Random numbers that were recorded, handed out in order.
package struct ReplayedDraws: RandomSource {
  private var normals: [[Float]]
  private var uniforms: [[Float]]
  private var integers: [[Int32]]

  package init(normals: [[Float]] = [], uniforms: [[Float]] = [], integers: [[Int32]] = []) {
    self.normals = normals.reversed()
    self.uniforms = uniforms.reversed()
    self.integers = integers.reversed()
  }

  /// Whether every recorded draw was asked for.
  package var isExhausted: Bool { normals.isEmpty && uniforms.isEmpty && integers.isEmpty }

  package mutating func randn(_ count: Int) -> [Float] { Self.take(&normals, count) }

  package mutating func rand(_ count: Int) -> [Float] { Self.take(&uniforms, count) }

  package mutating func randint(below bound: Int, count: Int) -> [Int32] {
    Self.take(&integers, count)
  }

  private static func take<Element>(_ draws: inout [[Element]], _ count: Int) -> [Element] {
    guard let next = draws.popLast() else { preconditionFailure("more draws than were recorded") }
    precondition(next.count == count, "\(count) numbers wanted, \(next.count) were recorded")
    return next
  }
}
