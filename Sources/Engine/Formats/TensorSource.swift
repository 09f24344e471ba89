/// Something that tensors can be read from by name: a file of any format, or memory.
package protocol TensorSource: Sendable {
  /// The words that stand for this source in an error message.
  var label: String { get }
  var keys: [String] { get }
  func shape(of key: String) -> [Int]?
  /// The type a tensor's elements have in the source; nil when there is no such tensor.
  func elementType(of key: String) -> ElementType?
  /// The tensor as it lies in its file; nil when there is none or it must be computed.
  func stored(named key: String) -> StoredTensor?
  /// Reads a tensor as 32-bit floats.
  func tensor(named key: String) throws(LoadingError) -> Tensor
}

extension TensorSource {
  package func elementType(of key: String) -> ElementType? { shape(of: key) == nil ? nil : .f32 }
  package func stored(named key: String) -> StoredTensor? { nil }
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
