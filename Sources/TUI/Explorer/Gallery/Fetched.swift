/// What is read in the background for some of the pictures, by their rows in the index.
package struct Fetched<Value: Sendable>: Sendable {
  package private(set) var values: [Int64: Value] = [:]
  /// Those that may be others by now.
  private var stale: Set<Int64> = []
  /// Those for which there is nothing to be had.
  private var missing: Set<Int64> = []
  /// The last request, as far as it is not answered.
  private var asked: Set<Int64> = []
  /// How many are kept at most, beside those that are needed.
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  package subscript(id: Int64) -> Value? { values[id] }

  func isMissing(_ id: Int64) -> Bool { missing.contains(id) }

  /// What has to be asked for so that `ids` are there, in their order.
  ///
  /// Empty while the last request holds it all. A request takes the place of the one before.
  mutating func request(_ ids: some Sequence<Int64>) -> [Int64] {
    let wanted = ids.filter {
      stale.contains($0) || values[$0] == nil && !missing.contains($0)
    }
    guard !asked.isSuperset(of: wanted) else { return [] }
    asked = Set(wanted)
    return wanted
  }

  mutating func take(_ id: Int64, _ value: Value?) {
    asked.remove(id)
    stale.remove(id)
    values[id] = value
    if value == nil { missing.insert(id) } else { missing.remove(id) }
  }

  mutating func change(_ id: Int64, _ change: (inout Value) -> Void) {
    guard var value = values[id] else { return }
    change(&value)
    values[id] = value
  }

  /// Lets go of all but `ids` where there are too many.
  mutating func trim(to ids: some Sequence<Int64>) {
    guard values.count + missing.count > limit else { return }
    let kept = Set(ids)
    values = values.filter { kept.contains($0.key) }
    missing.formIntersection(kept)
    stale.formIntersection(kept)
  }

  mutating func forget(_ ids: some Sequence<Int64>) {
    for id in ids {
      values[id] = nil
      missing.remove(id)
      stale.remove(id)
      asked.remove(id)
    }
  }

  /// Says that what is there may be something else by now; it stays until it is read again.
  mutating func expire() {
    stale.formUnion(values.keys)
    missing = []
    asked = []
  }
}
