/// Weights of an original v2 checkpoint under the names that diffusers gives them (spec v2 §11).
///
/// Names that are the same in both pass through, so that files of either kind may be wrapped.
package struct DiffusersNames: TensorSource {
  private let source: any TensorSource
  private let origins: [String: Origin]

  /// Where a tensor comes from: a whole tensor or one third of its rows.
  private enum Origin {
    case whole(String)
    case third(String, Int)
  }

  /// - Throws: `.wrongShape` when a fused projection cannot be cut into three.
  package init(_ source: some TensorSource) throws(LoadingError) {
    self.source = source
    var origins: [String: Origin] = [:]
    for key in source.keys {
      guard let place = Self.fusedPlace(key) else {
        origins[Self.renamed(key)] = .whole(key)
        continue
      }
      let shape = source.shape(of: key) ?? []
      guard let rows = shape.first, rows % 3 == 0 else {
        let third = (shape.first ?? 0) / 3
        throw .wrongShape(
          key: key, wanted: [3 * third] + shape.dropFirst(), found: shape, source: source.label)
      }
      for (index, name) in ["to_q", "to_k", "to_v"].enumerated() {
        origins["\(place.attention)\(name).\(place.kind)"] = .third(key, index)
      }
    }
    self.origins = origins
  }

  /// Splits `X.attention.attn.in_proj_weight` into `X.attention.` and `weight`.
  private static func fusedPlace(_ key: String) -> (attention: Substring, kind: Substring)? {
    guard let range = Self.range(of: "attention.attn.in_proj_", in: key) else { return nil }
    let kind = key[range.upperBound...]
    guard kind == "weight" || kind == "bias" else { return nil }
    return (key[..<range.lowerBound] + "attention.", kind)
  }

  private static func renamed(_ key: String) -> String {
    if key == "vquantizer.codebook.weight" { return "vquantizer.embedding.weight" }
    guard let range = range(of: "attention.attn.out_proj.", in: key) else { return key }
    return key[..<range.lowerBound] + "attention.to_out.0." + key[range.upperBound...]
  }

  /// Where `part` stands in `key` at the beginning of a component.
  private static func range(of part: String, in key: String) -> Range<String.Index>? {
    guard let range = key.firstRange(of: part),
      range.lowerBound == key.startIndex || key[key.index(before: range.lowerBound)] == "."
    else { return nil }
    return range
  }

  package var label: String { source.label }
  package var keys: [String] { Array(origins.keys) }

  package func shape(of key: String) -> [Int]? {
    switch origins[key] {
    case nil: nil
    case .whole(let name): source.shape(of: name)
    case .third(let name, _): source.shape(of: name).map { [$0[0] / 3] + $0.dropFirst() }
    }
  }

  package func elementType(of key: String) -> ElementType? {
    switch origins[key] {
    case nil: nil
    case .whole(let name), .third(let name, _): source.elementType(of: name)
    }
  }

  package func stored(named key: String) -> StoredTensor? {
    switch origins[key] {
    case nil: nil
    case .whole(let name): source.stored(named: name)
    case .third(let name, let index):
      source.stored(named: name).map { $0.rows(Self.third($0.shape[0], index)) }
    }
  }

  package func tensor(named key: String) throws(LoadingError) -> Tensor {
    switch origins[key] {
    case nil: throw .tensorMissing(key: key, source: label)
    case .whole(let name): return try source.tensor(named: name)
    case .third(let name, let index):
      if let stored = stored(named: key) { return try stored.tensor() }
      let whole = try source.tensor(named: name)
      let part = whole.samples(Self.third(whole.shape[0], index))
      // A copy, so that the other two thirds need not stay.
      return Tensor(part.shape, part.elements)
    }
  }

  private static func third(_ rows: Int, _ index: Int) -> Range<Int> {
    rows / 3 * index..<rows / 3 * (index + 1)
  }
}
