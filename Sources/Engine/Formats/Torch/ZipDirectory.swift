import Files

/// The table of contents of a zip archive whose members are stored as they are (spec v1 §10.1).
///
/// Sizes come from the central directory, since torch leaves them out of the local headers; the
/// zip64 fields of files above 4 GiB are understood.
struct ZipDirectory {
  /// Where each member's bytes are in the file.
  private(set) var members: [String: Range<Int>] = [:]

  /// Torch writes one member per tensor; ten times the largest published model's.
  private static let maximumMembers = 1 << 17

  /// - Throws: `.damaged` or `.unsupported` about `file`.
  init(_ file: MappedFile) throws(LoadingError) {
    let directory = try Self.locate(file)
    var place = directory.range.lowerBound
    members.reserveCapacity(directory.count)
    for _ in 0..<directory.count {
      let entry = try Entry(file, at: place, before: directory.range.upperBound)
      place = entry.end
      let bytes = try entry.bytes(file, before: directory.range.lowerBound)
      guard members.updateValue(bytes, forKey: entry.name) == nil else {
        throw .damaged(path: file.path, problem: "its archive names '\(entry.name)' twice")
      }
    }
    guard place == directory.range.upperBound else {
      throw .damaged(path: file.path, problem: "its archive's directory is longer than it says")
    }
  }

  private static func locate(
    _ file: MappedFile
  ) throws(LoadingError) -> (count: Int, range: Range<Int>) {
    guard let end = endRecord(file) else {
      throw .damaged(path: file.path, problem: "its archive has no end; the file is cut short")
    }
    var count = UInt64(file.number(UInt16.self, at: end + 10) ?? 0)
    var size = UInt64(file.number(UInt32.self, at: end + 12) ?? 0)
    var start = UInt64(file.number(UInt32.self, at: end + 16) ?? 0)
    if file.number(UInt32.self, at: end - 20) == 0x0706_4b50 {
      guard let record = file.number(UInt64.self, at: end - 12).flatMap({ Int(exactly: $0) }),
        file.number(UInt32.self, at: record) == 0x0606_4b50,
        let longCount = file.number(UInt64.self, at: record + 32),
        let longSize = file.number(UInt64.self, at: record + 40),
        let longStart = file.number(UInt64.self, at: record + 48)
      else {
        throw .damaged(path: file.path, problem: "its archive's 64-bit end record is broken")
      }
      (count, size, start) = (longCount, longSize, longStart)
    }
    guard count <= maximumMembers else {
      throw .damaged(path: file.path, problem: "its archive claims \(count) members")
    }
    guard start <= UInt64(end), size <= UInt64(end) - start else {
      throw .damaged(path: file.path, problem: "its archive's directory lies outside the file")
    }
    return (Int(count), Int(start)..<Int(start + size))
  }

  /// The place of the end record, behind which only a comment of at most 65 535 bytes comes.
  private static func endRecord(_ file: MappedFile) -> Int? {
    var place = file.count - 22
    let last = max(0, place - 0xffff)
    while place >= last {
      if file.number(UInt32.self, at: place) == 0x0605_4b50,
        let comment = file.number(UInt16.self, at: place + 20),
        place + 22 + Int(comment) == file.count
      {
        return place
      }
      place -= 1
    }
    return nil
  }
}

/// One entry of the central directory.
private struct Entry {
  let name: String
  /// Where the next entry begins.
  let end: Int
  private let size: UInt64
  private let header: UInt64

  init(_ file: MappedFile, at place: Int, before limit: Int) throws(LoadingError) {
    guard file.number(UInt32.self, at: place) == 0x0201_4b50,
      let flags = file.number(UInt16.self, at: place + 8),
      let method = file.number(UInt16.self, at: place + 10),
      let packed = file.number(UInt32.self, at: place + 20),
      let plain = file.number(UInt32.self, at: place + 24),
      let nameLength = file.number(UInt16.self, at: place + 28),
      let extraLength = file.number(UInt16.self, at: place + 30),
      let commentLength = file.number(UInt16.self, at: place + 32),
      let header = file.number(UInt32.self, at: place + 42)
    else {
      throw .damaged(path: file.path, problem: "its archive's directory is broken")
    }
    let nameEnd = place + 46 + Int(nameLength)
    let extraEnd = nameEnd + Int(extraLength)
    end = extraEnd + Int(commentLength)
    guard end <= limit else {
      throw .damaged(path: file.path, problem: "its archive's directory is cut short")
    }
    name = unsafe file.withBytes(place + 46..<nameEnd) { bytes in
      unsafe String(decoding: bytes, as: UTF8.self)
    }
    guard method == 0, flags & 1 == 0 else {
      throw .unsupported(
        path: file.path,
        problem: "its member '\(name)' is compressed or encrypted; save it with torch.save")
    }
    var long = LongFields(file, nameEnd..<extraEnd)
    size = plain == .max ? try long.next() : UInt64(plain)
    let packedSize = packed == .max ? try long.next() : UInt64(packed)
    self.header = header == .max ? try long.next() : UInt64(header)
    guard size == packedSize else {
      throw .damaged(path: file.path, problem: "the two sizes of its member '\(name)' differ")
    }
  }

  /// Where the member's bytes are; the local header only says how much of it to skip.
  func bytes(_ file: MappedFile, before limit: Int) throws(LoadingError) -> Range<Int> {
    guard let header = Int(exactly: header), header < limit,
      file.number(UInt32.self, at: header) == 0x0403_4b50,
      let nameLength = file.number(UInt16.self, at: header + 26),
      let extraLength = file.number(UInt16.self, at: header + 28)
    else {
      throw .damaged(path: file.path, problem: "its member '\(name)' has no header")
    }
    let start = header + 30 + Int(nameLength) + Int(extraLength)
    guard start <= limit, size <= UInt64(limit - start) else {
      throw .damaged(
        path: file.path,
        problem: "its member '\(name)' of \(size) bytes reaches beyond the others; "
          + "the file is cut short or its directory lies")
    }
    return start..<start + Int(size)
  }
}

/// The 64-bit numbers of an entry's zip64 field, which stand for those that do not fit 32 bits.
private struct LongFields {
  private let file: MappedFile
  private var place: Int
  private var end: Int

  init(_ file: MappedFile, _ extra: Range<Int>) {
    self.file = file
    (place, end) = (0, 0)
    var field = extra.lowerBound
    while field + 4 <= extra.upperBound,
      let kind = file.number(UInt16.self, at: field),
      let length = file.number(UInt16.self, at: field + 2)
    {
      if kind == 1 {
        place = field + 4
        end = min(extra.upperBound, place + Int(length))
        return
      }
      field += 4 + Int(length)
    }
  }

  mutating func next() throws(LoadingError) -> UInt64 {
    guard place + 8 <= end, let number = file.number(UInt64.self, at: place) else {
      throw .damaged(path: file.path, problem: "its archive's directory lacks a 64-bit number")
    }
    place += 8
    return number
  }
}
