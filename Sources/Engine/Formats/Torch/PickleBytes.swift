import Files

/// The bytes of a pickle and the place reached in them.
struct PickleBytes {
  private let file: MappedFile
  private let start: Int
  private let count: Int
  private var place = 0

  /// Longer pickles are refused: a checkpoint of 10 000 tensors needs 2 MB.
  private static let maximum = 32 << 20

  /// Of a module or a function, in bytes.
  static let longestName = 1024

  private static let cutShort = PickleMachine.Fault("its pickle is cut short")

  init(_ file: MappedFile, _ range: Range<Int>) throws(PickleMachine.Fault) {
    guard range.count <= Self.maximum else {
      throw PickleMachine.Fault("its pickle has \(range.count) bytes, more than a model needs")
    }
    self.file = file
    start = range.lowerBound
    count = range.count
  }

  mutating func byte() throws(PickleMachine.Fault) -> UInt8 { try number(UInt8.self) }

  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(PickleMachine.Fault) -> Number {
    let width = Number.bitWidth / 8
    guard place + width <= count, let number = file.number(type, at: start + place) else {
      throw Self.cutShort
    }
    place += width
    return number
  }

  /// A little-endian integer of any length, opaque where 64 bits do not hold it.
  mutating func longInteger() throws(PickleMachine.Fault) -> PickleValue {
    let length = Int(try byte())
    var bytes: [UInt8] = []
    for _ in 0..<length { bytes.append(try byte()) }
    let negative = (bytes.last ?? 0) >= 0x80
    let filling: UInt8 = negative ? 0xff : 0
    guard bytes.dropFirst(8).allSatisfy({ $0 == filling }) else { return .opaque }
    var bits = negative ? UInt64.max : 0
    for (index, byte) in bytes.prefix(8).enumerated() {
      bits = bits & ~(0xff << UInt64(8 * index)) | UInt64(byte) << UInt64(8 * index)
    }
    let value = Int64(bitPattern: bits)
    return length > 8 && (value < 0) != negative ? .opaque : .integer(value)
  }

  /// Goes over a text, or bytes, with their length in front.
  mutating func skipText(
    _ length: (some FixedWidthInteger & UnsignedInteger).Type
  ) throws(PickleMachine.Fault) -> PickleText {
    guard let length = Int(exactly: try number(length)), length <= count - place else {
      throw Self.cutShort
    }
    defer { place += length }
    return PickleText(start: Int32(place), count: Int32(length))
  }

  /// Two lines: the module and the name.
  mutating func global() throws(PickleMachine.Fault) -> PickleGlobal {
    let module = try line()
    return PickleGlobal(module: module, name: try line())
  }

  private mutating func line() throws(PickleMachine.Fault) -> String {
    var line: [UInt8] = []
    while line.count < Self.longestName {
      let next = try byte()
      if next == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
      line.append(next)
    }
    throw PickleMachine.Fault("its pickle has a name of more than \(Self.longestName) bytes")
  }

  func text(_ text: PickleText) throws(PickleMachine.Fault) -> String {
    let first = start + Int(text.start)
    let string = unsafe file.withBytes(first..<first + Int(text.count)) {
      unsafe String(validating: $0, as: UTF8.self)
    }
    guard let string else { throw PickleMachine.Fault("its pickle has a text that is not UTF-8") }
    return string
  }
}
