import FoundationEssentials

/// The table of contents of a safetensors file, checked against the size of its data.
struct SafetensorsHeader {
  private(set) var entries: [String: Entry] = [:]
  private(set) var metadata: [String: String] = [:]

  /// One tensor; `bytes` counts from the end of the header.
  struct Entry: Equatable {
    let type: ElementType
    let shape: [Int]
    let bytes: Range<Int>
  }

  /// A rule of the format that a header breaks, as the end of a sentence.
  struct Fault: Error {
    let problem: String
  }

  /// Parses the JSON `text` of a file that has `dataCount` bytes after it.
  init(_ text: Data, dataCount: Int) throws(Fault) {
    let raw: RawHeader
    do {
      raw = try JSONDecoder().decode(RawHeader.self, from: text)
    } catch let DecodingError.dataCorrupted(context) where context.codingPath.isEmpty {
      throw Fault(problem: "its header is not JSON, or has an impossible number")
    } catch let error as DecodingError {
      throw Fault(problem: "its header has no usable \(error.place)")
    } catch {
      throw Fault(problem: "its header is not JSON, or has an impossible number")
    }
    guard Self.countMembers(text) == raw.memberCount else {
      throw Fault(problem: "its header names something twice")
    }
    metadata = raw.metadata
    entries.reserveCapacity(raw.tensors.count)
    for (name, tensor) in raw.tensors {
      entries[name] = try Self.check(tensor, name: name, dataCount: dataCount)
    }
    try checkOverlap()
  }

  private static func check(
    _ raw: RawHeader.Tensor, name: String, dataCount: Int
  ) throws(Fault) -> Entry {
    guard let type = ElementType(rawValue: raw.dtype) else {
      throw Fault(problem: "tensor '\(name)' has the unknown element type '\(raw.dtype)'")
    }
    guard raw.offsets.count == 2, raw.offsets[0] >= 0, raw.offsets[1] >= raw.offsets[0] else {
      throw Fault(problem: "tensor '\(name)' has the impossible place \(raw.offsets)")
    }
    guard raw.offsets[1] <= dataCount else {
      throw Fault(
        problem: "tensor '\(name)' ends at byte \(raw.offsets[1]) of \(dataCount); "
          + "the file is cut short or its header lies")
    }
    guard let size = byteCount(raw.shape, width: type.width) else {
      throw Fault(problem: "tensor '\(name)' has the impossible shape \(raw.shape)")
    }
    let bytes = raw.offsets[0]..<raw.offsets[1]
    guard size == bytes.count else {
      throw Fault(
        problem: "tensor '\(name)' of shape \(raw.shape) needs \(size) bytes and has "
          + "\(bytes.count)")
    }
    return Entry(type: type, shape: raw.shape, bytes: bytes)
  }

  /// Nil when an extent is negative or the product of the extents, empty ones aside, overflows.
  private static func byteCount(_ shape: [Int], width: Int) -> Int? {
    var size = width
    for extent in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: max(extent, 1))
      if extent < 0 || overflow { return nil }
      size = product
    }
    return shape.contains(0) ? 0 : size
  }

  private func checkOverlap() throws(Fault) {
    var end = 0
    let filled = entries.filter { !$0.value.bytes.isEmpty }
    for (name, entry) in filled.sorted(by: { $0.value.bytes.lowerBound < $1.value.bytes.lowerBound }
    ) {
      guard entry.bytes.lowerBound >= end else {
        throw Fault(problem: "tensor '\(name)' overlaps another one")
      }
      end = entry.bytes.upperBound
    }
  }

  /// Counts the members of all objects in valid JSON: its colons outside of strings.
  ///
  /// A decoder keeps one of several members with the same name; comparing the counts finds that.
  private static func countMembers(_ text: Data) -> Int {
    var count = 0
    var isInString = false
    var isEscaped = false
    for byte in text {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      } else if isInString {
        isEscaped = byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: ":") {
        count += 1
      }
    }
    return count
  }
}

/// The header as it is written, before anything is believed.
private struct RawHeader: Decodable {
  var tensors: [String: Tensor] = [:]
  var metadata: [String: String] = [:]
  /// The members of all objects together.
  var memberCount = 0

  struct Tensor: Decodable {
    let dtype: String
    let shape: [Int]
    let offsets: [Int]
    let memberCount: Int

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: AnyKey.self)
      dtype = try fields.decode(String.self, forKey: AnyKey("dtype"))
      shape = try fields.decode([Int].self, forKey: AnyKey("shape"))
      offsets = try fields.decode([Int].self, forKey: AnyKey("data_offsets"))
      memberCount = fields.allKeys.count
    }
  }

  init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: AnyKey.self)
    for key in members.allKeys {
      if key.stringValue == "__metadata__" {
        metadata = try members.decode([String: String].self, forKey: key)
        memberCount += 1 + metadata.count
      } else {
        let tensor = try members.decode(Tensor.self, forKey: key)
        tensors[key.stringValue] = tensor
        memberCount += 1 + tensor.memberCount
      }
    }
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(_ name: String) { stringValue = name }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}
