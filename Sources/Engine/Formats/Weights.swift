import Synchronization

/// A place in the tree of a model's tensor names, from which layers take what they need.
///
/// `weights["blocks"][3].tensor("weight", [c])` reads `blocks.3.weight`. Every tensor that was
/// taken is noted, so that `finish` can tell what was left over.
package struct Weights: Sendable {
  private let ledger: Ledger
  /// Empty at the root, otherwise ending in a point.
  private let prefix: String
  private let inventor: RandomTensors?

  /// A cursor at the root of `source`.
  ///
  /// Names may carry `optionalPrefix` (with its point, such as `text_model.`) or not; the cursor
  /// is used without it. A tensor whose name is in `ignoring`, or lies below a name in it, need
  /// not be taken; nor need `num_batches_tracked` and `position_ids` anywhere.
  package init(
    _ source: some TensorSource, optionalPrefix: String = "", ignoring: [String] = []
  ) {
    ledger = Ledger(source, optionalPrefix: optionalPrefix, ignoring: ignoring)
    prefix = ""
    inventor = nil
  }

  /// A cursor that invents whatever is asked for.
  package init(inventing inventor: RandomTensors) {
    ledger = Ledger(TensorDictionary([:], label: "random"), optionalPrefix: "", ignoring: [])
    prefix = ""
    self.inventor = inventor
  }

  private init(_ parent: Weights, prefix: String) {
    ledger = parent.ledger
    inventor = parent.inventor
    self.prefix = prefix
  }

  package subscript(_ component: String) -> Weights {
    Weights(self, prefix: prefix + component + ".")
  }

  package subscript(_ index: Int) -> Weights { self[String(index)] }

  /// The words that stand for the source in an error message.
  package var label: String { ledger.source.label }

  /// The shape of a tensor below this place, without taking it; nil when there is none.
  package func shape(of name: String) -> [Int]? {
    if let inventor { return inventor.knows(prefix + name) ? [] : nil }
    return ledger.names[prefix + name].flatMap(ledger.source.shape)
  }

  /// Takes the tensor `name` below this place.
  ///
  /// - Throws: `LoadingError` with the full key when it is absent or has another shape.
  package func tensor(_ name: String, _ shape: [Int]) throws(LoadingError) -> Tensor {
    if let inventor { return inventor.tensor(prefix + name, shape) }
    return try ledger.source.tensor(named: take(name, shape))
  }

  /// Takes the weight `name` of a product; it is neither read nor converted before it is used.
  ///
  /// - Parameter shape: the rows of the matrix, then extents that make up its columns together.
  /// - Throws: as `tensor`.
  package func matrix(_ name: String, _ shape: [Int]) throws(LoadingError) -> Matrix {
    Matrix(try weight(name, shape, isResting: true))
  }

  /// Takes the weight `name`, which a layer holds.
  ///
  /// - Parameter isResting: whether it stays as it lies in its file, where that is possible, because
  ///   the layer reads it once.
  /// - Throws: as `tensor`.
  package func weight(
    _ name: String, _ shape: [Int], isResting: Bool = false
  ) throws(LoadingError) -> Weight {
    let weight = try made(name, shape, isResting: isResting)
    ledger.note(weight, at: prefix + name)
    return weight
  }

  private func made(
    _ name: String, _ shape: [Int], isResting: Bool
  ) throws(LoadingError) -> Weight {
    if let inventor {
      let key = prefix + name
      let source: any MatrixSource =
        isResting ? inventor.matrix(key, shape) : inventor.tensor(key, shape)
      return Weight(key, shape, source: source)
    }
    let key = try take(name, shape)
    if isResting, let stored = ledger.source.stored(named: key), stored.type.isFloatingPoint {
      return Weight(key, shape, source: stored)
    }
    return Weight(key, shape, source: try ledger.source.tensor(named: key))
  }

  /// The weights at or below this place that layers hold, in the order in which they were taken.
  package var held: [Weight] { ledger.held(below: prefix) }

  /// Notes that `name` was taken; the result is its name in the source.
  private func take(_ name: String, _ shape: [Int]) throws(LoadingError) -> String {
    let key = prefix + name
    guard let stored = ledger.names[key], let found = ledger.source.shape(of: stored) else {
      throw .tensorMissing(key: key, source: label)
    }
    guard found == shape else {
      throw .wrongShape(key: key, wanted: shape, found: found, source: label)
    }
    ledger.note(key)
    return stored
  }

  /// Proves that every tensor at or below this place was taken.
  ///
  /// - Throws: `.leftOver` with the keys that were not, in alphabetical order.
  package func finish() throws(LoadingError) {
    let keys = ledger.leftOver(below: prefix)
    if !keys.isEmpty { throw .leftOver(keys: keys, source: label) }
  }
}

/// What is in a source and what has been taken from it.
private final class Ledger: Sendable {
  let source: any TensorSource
  /// Names in the source by the name they are asked for.
  let names: [String: String]
  private let ignored: [String]
  private let taken = Mutex<Set<String>>([])
  private let held = Mutex<[(place: String, weight: Weight)]>([])

  init(_ source: some TensorSource, optionalPrefix: String, ignoring: [String]) {
    self.source = source
    ignored = ignoring
    var names: [String: String] = [:]
    let keys = source.keys
    for key in keys where optionalPrefix.isEmpty || !key.hasPrefix(optionalPrefix) {
      names[key] = key
    }
    for key in keys where !optionalPrefix.isEmpty && key.hasPrefix(optionalPrefix) {
      let name = String(key.dropFirst(optionalPrefix.count))
      // Both spellings at once: this one stays under its own name and is found left over.
      names[names[name] == nil ? name : key] = key
    }
    self.names = names
  }

  func note(_ key: String) { taken.withLock { _ = $0.insert(key) } }

  func note(_ weight: Weight, at place: String) { held.withLock { $0.append((place, weight)) } }

  func held(below prefix: String) -> [Weight] {
    held.withLock(\.self).filter { $0.place.hasPrefix(prefix) }.map(\.weight)
  }

  func leftOver(below prefix: String) -> [String] {
    let taken = taken.withLock { $0 }
    return names.keys.filter { key in
      key.hasPrefix(prefix) && !taken.contains(key) && !isIgnored(key)
    }.sorted()
  }

  private func isIgnored(_ key: String) -> Bool {
    let last = key.split(separator: ".").last ?? ""
    if last == "num_batches_tracked" || last == "position_ids" { return true }
    return ignored.contains { key == $0 || key.hasPrefix($0 + ".") }
  }
}
