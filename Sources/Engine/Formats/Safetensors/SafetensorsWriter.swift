package import Files
import FoundationEssentials

/// Writes safetensors files as the reference library does.
///
/// Tensors lie one behind the other, those with the widest elements first and then by name, so that
/// each is aligned to its elements; the header is padded with spaces so that the first begins at a
/// multiple of eight bytes.
package struct SafetensorsWriter {
  private let tensors: [(name: String, content: SavedTensor)]
  private let metadata: [String: String]

  /// - Parameter tensors: by their names, none of which is `__metadata__`.
  package init(_ tensors: [String: SavedTensor], metadata: [String: String] = [:]) {
    precondition(tensors[Self.metadataKey] == nil, "\(Self.metadataKey) is no tensor")
    self.tensors = tensors.map { (name: $0.key, content: $0.value) }.sorted { one, other in
      let (rank, next) = (one.content.type.alignmentRank, other.content.type.alignmentRank)
      return rank == next ? one.name.utf8.lexicographicallyPrecedes(other.name.utf8) : rank < next
    }
    self.metadata = metadata
  }

  /// Writes the file, piece by piece, through a temporary one beside it.
  package func write(to path: Path) throws(WriteError) {
    try AtomicFile.write(to: path) { file throws(WriteError) in
      try file.append(header)
      for tensor in tensors {
        let content = tensor.content
        for first in stride(from: 0, to: content.count, by: Self.piece) {
          try file.append(content.bytes(first..<min(content.count, first + Self.piece)))
        }
      }
    }
  }

  private static let metadataKey = "__metadata__"

  /// The elements that are in memory at once.
  private static let piece = 1 << 20

  /// The length of the header and the header.
  private var header: [UInt8] {
    var members: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map {
        "\(Self.quoted($0.key)):\(Self.quoted($0.value))"
      }
      members.append("\"\(Self.metadataKey)\":{\(texts.joined(separator: ","))}")
    }
    var end = 0
    for (name, content) in tensors {
      let begin = end
      end += content.count * content.type.width
      let shape = content.shape.map(String.init).joined(separator: ",")
      members.append(
        "\(Self.quoted(name)):{\"dtype\":\"\(content.type.rawValue)\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(begin),\(end)]}")
    }
    var text = Array("{\(members.joined(separator: ","))}".utf8)
    text += [UInt8](repeating: UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
    return littleEndian([UInt64(text.count)]) + text
  }

  private static func quoted(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    guard let data = try? encoder.encode(text) else { preconditionFailure("text can be encoded") }
    return String(decoding: data, as: UTF8.self)
  }
}

/// The elements of a tensor in the type in which a file holds them.
package struct SavedTensor: Sendable {
  package let type: ElementType
  package let shape: [Int]
  /// Elements in row-major order, as bytes of the file.
  fileprivate let bytes: @Sendable (Range<Int>) -> [UInt8]

  fileprivate var count: Int { shape.reduce(1, *) }

  /// - Parameter type: a real type; values are rounded to the nearest, ties to even.
  package init(_ tensor: Tensor, as type: ElementType = .f32) {
    precondition(type.isFloatingPoint, "\(type) holds no real numbers")
    self.type = type
    shape = tensor.shape
    bytes = { range in
      unsafe tensor.withElements { all in
        let elements = unsafe all[range]
        switch type {
        case .f64: return unsafe littleEndian(elements.map { Double($0).bitPattern })
        case .f16: return unsafe littleEndian(elements.map { Float16($0).bitPattern })
        case .bf16: return unsafe littleEndian(elements.map(\.roundedToBFloat16))
        default: return unsafe littleEndian(elements.map(\.bitPattern))
        }
      }
    }
  }

  /// - Parameter type: an integer type that holds all values, or `bool` of zeros and ones.
  package init(_ integers: [Int64], _ shape: [Int], as type: ElementType = .i64) {
    precondition(!type.isFloatingPoint && integers.count == shape.reduce(1, *))
    self.type = type
    self.shape = shape
    bytes = { range in
      let elements = integers[range]
      switch type {
      case .i64: return littleEndian(Array(elements))
      case .i32: return littleEndian(elements.map { Int32($0) })
      case .i16: return littleEndian(elements.map { Int16($0) })
      case .i8: return littleEndian(elements.map { Int8($0) })
      default: return littleEndian(elements.map { UInt8($0) })
      }
    }
  }

  /// A tensor of another file, byte by byte.
  package init(_ stored: StoredTensor) {
    type = stored.type
    shape = stored.shape
    bytes = { range in
      let width = stored.type.width
      let place = stored.bytes.lowerBound + range.lowerBound * width
      return unsafe stored.file.withBytes(place..<place + range.count * width) { unsafe Array($0) }
    }
  }
}

private func littleEndian(_ values: [some FixedWidthInteger]) -> [UInt8] {
  unsafe values.map(\.littleEndian).withUnsafeBytes { unsafe Array($0) }
}

extension Float {
  /// The upper half of the bits, rounded to nearest, ties to even.
  fileprivate var roundedToBFloat16: UInt16 {
    if isNaN { return UInt16(truncatingIfNeeded: bitPattern >> 16) | 0x40 }
    return UInt16(truncatingIfNeeded: (bitPattern + 0x7FFF + (bitPattern >> 16 & 1)) >> 16)
  }
}

extension ElementType {
  /// The place of the type in a file.
  fileprivate var alignmentRank: Int {
    switch self {
    case .i64: 0
    case .f64: 1
    case .f32: 2
    case .i32: 3
    case .bf16: 4
    case .f16: 5
    case .i16: 6
    case .i8: 7
    case .u8: 8
    case .bool: 9
    }
  }
}
