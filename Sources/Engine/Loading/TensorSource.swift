/// Something that tensors can be read from by name: a file of any format, or memory.
package protocol TensorSource: Sendable {
  /// The words that stand for this source in an error message.
  var label: String { get }
  var keys: [String] { get }
  func shape(of key: String) -> [Int]?
  /// Reads a tensor as 32-bit floats.
  func tensor(named key: String) throws(LoadingError) -> Tensor
}

/// Tensors that are already in memory.
package struct TensorDictionary: TensorSource {
  package let label: String
  private let tensors: [String: Tensor]

  package init(_ tensors: [String: Tensor], label: String = "memory") {
    self.tensors = tensors
    self.label = label
  }

  package var keys: [String] { Array(tensors.keys) }
  package func shape(of key: String) -> [Int]? { tensors[key]?.shape }

  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    guard let tensor = tensors[key] else { throw .tensorMissing(key: key, source: label) }
    return tensor
  }
}
