/// Pictures that were marked, in the order of marking, and a range that is being marked.
package struct GalleryMarks: Equatable, Sendable {
  private var numbers: [Int64: Int] = [:]
  private var next = 0
  /// The picture from which a range is marked, up to the selected one.
  package var anchor: Int64?

  package init() {}

  package var isEmpty: Bool { numbers.isEmpty }
  package var count: Int { numbers.count }

  package func contains(_ id: Int64) -> Bool { numbers[id] != nil }

  /// Those that are marked, first the one that was marked first.
  package var ids: [Int64] { numbers.sorted { $0.value < $1.value }.map(\.key) }

  package mutating func insert(_ ids: some Sequence<Int64>) {
    for id in ids where numbers[id] == nil {
      numbers[id] = next
      next += 1
    }
  }

  package mutating func remove(_ ids: some Sequence<Int64>) {
    for id in ids { numbers[id] = nil }
  }

  package mutating func toggle(_ id: Int64) {
    if contains(id) { remove([id]) } else { insert([id]) }
  }

  package mutating func clear() {
    numbers = [:]
    anchor = nil
  }
}
