import Engine
import Files
import Foundation
import TestSupport
import Testing

/// Writes pickles operation by operation, sound or not.
struct HandmadePickle {
  private(set) var bytes: [UInt8] = [0x80, 2]

  mutating func put(_ operations: String) { bytes += Array(operations.utf8) }
  mutating func put(_ operations: [UInt8]) { bytes += operations }

  mutating func text(_ text: String) {
    bytes += Array("X".utf8) + EngineTests.bytes(of: [UInt32(text.utf8.count)]) + Array(text.utf8)
  }

  mutating func integer(_ value: Int) {
    if let small = Int32(exactly: value) {
      bytes += Array("J".utf8) + EngineTests.bytes(of: [small])
    } else {
      bytes += [0x8a, 8] + EngineTests.bytes(of: [Int64(value)])
    }
  }

  mutating func integers(_ values: [Int]) {
    put("(")
    for value in values { integer(value) }
    put("t")
  }

  mutating func global(_ module: String, _ name: String) { put("c\(module)\n\(name)\n") }

  mutating func tensor(
    _ key: String, _ type: String, count: Int, offset: Int = 0, shape: [Int], strides: [Int]
  ) {
    global("torch._utils", "_rebuild_tensor_v2")
    put("((")
    text("storage")
    global("torch", type)
    text(key)
    text("cpu")
    integer(count)
    put("tQ")
    integer(offset)
    integers(shape)
    integers(strides)
    put([0x89])
    global("collections", "OrderedDict")
    put(")RtR")
  }

  /// A pickle of a dictionary whose entries `body` writes.
  static func dictionary(_ body: (inout HandmadePickle) -> Void) -> HandmadePickle {
    var pickle = HandmadePickle()
    pickle.put("}(")
    body(&pickle)
    pickle.put("u.")
    return pickle
  }
}

/// Writes archives as torch does: members stored, sizes in the central directory alone.
struct HandmadeTorch {
  var members: [(name: String, content: [UInt8])]
  var method: UInt16 = 0
  /// Where the last member's header begins, if not right behind the one before.
  var lastMember: Int?

  init(_ pickle: HandmadePickle, storages: [String: [UInt8]] = [:], root: String = "archive/") {
    members = [(root + "data.pkl", pickle.bytes)]
    for (key, content) in storages.sorted(by: { $0.key < $1.key }) {
      members.append((root + "data/" + key, content))
    }
  }

  func write(to path: Path) throws {
    try Data().write(to: URL(filePath: path.text))
    let file = try #require(FileHandle(forWritingAtPath: path.text))
    defer { try? file.close() }
    var directory: [UInt8] = []
    var place = 0
    for (index, member) in members.enumerated() {
      if index == members.count - 1, let lastMember { place = lastMember }
      try file.seek(toOffset: UInt64(place))
      let name = Array(member.name.utf8)
      let header =
        bytes(of: [0x0403_4b50 as UInt32]) + bytes(of: [20, 0x808, method, 0, 0] as [UInt16])
        + bytes(of: [0, 0, 0] as [UInt32]) + bytes(of: [UInt16(name.count), 0])
      try file.write(contentsOf: Data(header + name + member.content))
      directory += entry(name, size: member.content.count, header: place)
      place += header.count + name.count + member.content.count
    }
    try file.write(contentsOf: Data(directory + end(directory.count, at: place)))
  }

  /// Writes and opens the file, and returns why it is refused.
  func refusal() throws -> String {
    try TemporaryFolder.with { folder in
      try write(to: folder / "x.pt")
      return "\(try #require(throws: LoadingError.self) { try TorchFile(folder / "x.pt") })"
    }
  }

  private func entry(_ name: [UInt8], size: Int, header: Int) -> [UInt8] {
    let isFar = header >= 0xffff_ffff
    let extra = isFar ? bytes(of: [1, 8] as [UInt16]) + bytes(of: [UInt64(header)]) : []
    return bytes(of: [0x0201_4b50 as UInt32])
      + bytes(of: [20, 20, 0x808, method, 0, 0] as [UInt16])
      + bytes(of: [0, UInt32(size), UInt32(size)])
      + bytes(of: [UInt16(name.count), UInt16(extra.count), 0, 0, 0])
      + bytes(of: [0, isFar ? .max : UInt32(header)] as [UInt32]) + name + extra
  }

  private func end(_ size: Int, at place: Int) -> [UInt8] {
    let count = UInt16(members.count)
    let isFar = place >= 0xffff_ffff
    var end: [UInt8] = []
    if isFar {
      end += bytes(of: [0x0606_4b50 as UInt32]) + bytes(of: [44 as UInt64])
      end += bytes(of: [45, 45] as [UInt16]) + bytes(of: [0, 0] as [UInt32])
      end += bytes(of: [UInt64(count), UInt64(count), UInt64(size), UInt64(place)])
      end += bytes(of: [0x0706_4b50, 0] as [UInt32]) + bytes(of: [UInt64(place + size)])
      end += bytes(of: [1 as UInt32])
    }
    return end + bytes(of: [0x0605_4b50 as UInt32]) + bytes(of: [0, 0, count, count] as [UInt16])
      + bytes(of: [UInt32(size), isFar ? .max : UInt32(place)]) + bytes(of: [0 as UInt16])
  }
}
