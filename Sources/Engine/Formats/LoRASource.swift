/// Weights with the change of a LoRA file mixed in: W + weight · scale · B · A.
package struct LoRASource: TensorSource {
  private let source: any TensorSource
  private let lora: LoRAFile
  private let weight: Float
  private let changed: Set<String>

  /// - Parameter source: the prior under the names of diffusers (`DiffusersNames`).
  /// - Throws: `.tensorMissing` for a layer that the prior does not have, `.wrongShape` for a
  ///   change that does not fit it.
  package init(
    _ source: some TensorSource, adding lora: LoRAFile, weight: Float = 1
  ) throws(LoadingError) {
    self.source = source
    self.lora = lora
    self.weight = weight
    for layer in lora.targets {
      let key = layer + ".weight"
      guard let shape = source.shape(of: key) else {
        throw .tensorMissing(key: key, source: "\(source.label), which \(lora.path) is to change,")
      }
      _ = try lora.change(of: layer, fitting: shape)
    }
    changed = Set(lora.targets.map { $0 + ".weight" })
  }

  package var label: String { source.label }
  package var keys: [String] { source.keys }
  package func shape(of key: String) -> [Int]? { source.shape(of: key) }
  package func elementType(of key: String) -> ElementType? { source.elementType(of: key) }

  package func stored(named key: String) -> StoredTensor? {
    changed.contains(key) ? nil : source.stored(named: key)
  }

  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    var tensor = try source.tensor(named: key)
    guard changed.contains(key), weight != 0,
      let change = try lora.change(of: String(key.dropLast(".weight".count)), fitting: tensor.shape)
    else { return tensor }
    let (rows, columns, rank) = (tensor.shape[0], tensor.shape[1], change.down.shape[0])
    let factor = weight * change.scale
    unsafe tensor.withMutableElements { elements in
      unsafe change.up.withElements { up in
        unsafe change.down.withElements { down in
          for row in 0..<rows {
            for step in 0..<rank {
              let gain = factor * (unsafe up[row * rank + step])
              for column in 0..<columns {
                unsafe elements[row * columns + column] += gain * down[step * columns + column]
              }
            }
          }
        }
      }
    }
    return tensor
  }
}
