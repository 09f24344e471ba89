import Engine

/// Compares what the engine computes with what a case recorded, element by element.
final class GoldenComparison {
  private let golden: GoldenCase
  private(set) var compared: Set<String> = []
  private(set) var failures: [String] = []

  init(_ golden: GoldenCase) { self.golden = golden }

  /// Compares `got` with `out.name`, in the order of elements both have.
  func output(_ name: String, _ got: Tensor) throws {
    try values(
      name, got.elements.map(Double.init),
      try golden.tensor("out." + name).elements.map(Double.init))
  }

  /// Compares a map `[N, H, W, C]` with the recorded `[N, C, H, W]`.
  func map(_ name: String, _ got: Tensor) throws { try output(name, got.channelsFirst()) }

  func output(_ name: String, _ got: [TokenGrid]) throws {
    try integers(name, got.flatMap(\.codes).map(Int.init), try golden.integers("out." + name))
  }

  func integers(_ name: String, _ got: [Int], _ wanted: [Int]) throws {
    note(name, got.count, wanted.count)
    guard got.count == wanted.count,
      let index = got.indices.first(where: { got[$0] != wanted[$0] })
    else { return }
    let wrong = got.indices.count { got[$0] != wanted[$0] }
    failures.append(
      "\(name): \(wrong) of \(got.count) differ, first at \(index): got \(got[index]), wanted \(wanted[index])"
    )
  }

  func values(_ name: String, _ got: [Double], _ wanted: [Double]) throws {
    note(name, got.count, wanted.count)
    guard got.count == wanted.count else { return }
    var worst = (index: 0, excess: -Double.infinity)
    for index in got.indices {
      let difference = abs(got[index] - wanted[index])
      let excess = difference - golden.tolerance(name, wanted[index])
      if !(excess <= worst.excess) { worst = (index, difference.isNaN ? .infinity : excess) }
    }
    if worst.excess > 0 {
      failures.append(
        "\(name): worst element \(worst.index): got \(got[worst.index]), wanted \(wanted[worst.index]), "
          + "tolerance \(golden.tolerance(name, wanted[worst.index]))")
    }
  }

  /// Says that something was compared that is not among the outputs.
  func check(_ name: String, _ isRight: Bool, _ problem: @autoclosure () -> String) {
    compared.insert(name)
    if !isRight { failures.append("\(name): \(problem())") }
  }

  private func note(_ name: String, _ got: Int, _ wanted: Int) {
    if got > 0 { compared.insert(name) }
    if got != wanted { failures.append("\(name): \(got) elements, wanted \(wanted)") }
  }

  /// What is wrong with the case as a whole, after everything was compared.
  func verdict() -> [String] {
    let missed = golden.outputs.filter { !compared.contains($0) }
    let unseen = missed.isEmpty ? [] : ["not compared: \(missed.joined(separator: ", "))"]
    return failures + unseen + (compared.isEmpty ? ["nothing was compared"] : [])
  }
}
