import Synchronization

/// A tensor of a checkpoint as layers hold it: a name, a shape, and values that can be replaced.
///
/// Its version rises with every replacement, so that what was made of the values is made anew.
package final class Weight: Sendable {
  /// The name in the checkpoint; empty where the values come from none.
  package let key: String
  package let shape: [Int]
  private let state: Mutex<State>

  struct State: Sendable {
    var source: any MatrixSource
    var version = 0
  }

  package init(_ key: String, _ shape: [Int], source: any MatrixSource) {
    self.key = key
    self.shape = shape
    state = Mutex(State(source: source))
  }

  package convenience init(_ tensor: Tensor) { self.init("", tensor.shape, source: tensor) }

  /// How often the values were replaced.
  package var version: Int { state.withLock(\.version) }

  /// Where the values are, and of which version they are.
  var current: State { state.withLock(\.self) }

  /// The values; those that lie in a file of another type are read anew each time.
  package var tensor: Tensor {
    let source = current.source
    if let shown = source.shown() { return shown }
    let result = Tensor(uninitialized: shape)
    let rowLength = shape.dropFirst().reduce(1, *)
    for row in 0..<(shape.first ?? 1) {
      unsafe source.read(
        row: row, 0..<rowLength, rowLength: rowLength, into: result.base + row * rowLength)
    }
    return result
  }

  /// Puts other values of the same shape in place; not while a network computes with them.
  package func replace(with values: Tensor) {
    precondition(values.shape == shape, "\(values.shape) for the weight \(key) of \(shape)")
    state.withLock { $0 = State(source: values, version: $0.version + 1) }
  }
}

/// Something that is made of weights, and made anew when one of them was replaced.
package final class Derived<Value: Sendable>: Sendable {
  private let weights: [Weight]
  private let make: @Sendable () -> Value
  private let made: Mutex<Made>

  private struct Made: Sendable {
    var version: Int
    var value: Value
  }

  init(of weights: [Weight], _ make: @escaping @Sendable () -> Value) {
    self.weights = weights
    self.make = make
    made = Mutex(Made(version: Self.version(of: weights), value: Compute.lasting(make)))
  }

  package var value: Value {
    let version = Self.version(of: weights)
    return made.withLock { made in
      if made.version != version { made = Made(version: version, value: Compute.lasting(make)) }
      return made.value
    }
  }

  /// Versions only rise, so that their sum tells states apart.
  private static func version(of weights: [Weight]) -> Int {
    weights.reduce(0) { $0 + $1.version }
  }
}
