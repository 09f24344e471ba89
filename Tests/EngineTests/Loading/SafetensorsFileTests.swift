import Engine
import Files
import Foundation
import TestSupport
import Testing

@Suite("Safetensors files")
struct SafetensorsFileTests {
  @Test("an aligned F32 tensor, an unaligned one, an empty one and a scalar are read")
  func floats() throws {
    // The padding makes the data begin at a multiple of 4; "b" is moved off it by one byte.
    var header = """
      {"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},\
      "b":{"dtype":"F32","shape":[1],"data_offsets":[17,21]},\
      "empty":{"dtype":"F32","shape":[0,3],"data_offsets":[0,0]},\
      "scalar":{"dtype":"F32","shape":[],"data_offsets":[24,28]},\
      "__metadata__":{"format":"pt"}}
      """
    header += String(repeating: " ", count: (4 - header.utf8.count % 4) % 4)
    let data =
      bytes(of: [1, -2, 3.5, 4] as [Float]) + [0] + bytes(of: [5] as [Float]) + [0, 0, 0]
      + bytes(of: [6] as [Float])
    let file = try SafetensorsText(header: header, data: data).open()
    #expect(try file.tensor(named: "a").shape == [2, 2])
    #expect(try file.tensor(named: "a").elements == [1, -2, 3.5, 4])
    #expect(try file.tensor(named: "b").elements == [5])
    #expect(try file.tensor(named: "empty").shape == [0, 3])
    #expect(try file.tensor(named: "empty").count == 0)
    #expect(try file.tensor(named: "scalar").shape == [])
    #expect(try file.tensor(named: "scalar").elements == [6])
    #expect(file.metadata == ["format": "pt"])
    #expect(file.keys.sorted() == ["a", "b", "empty", "scalar"])
    #expect(file.elementType(of: "a") == .f32)
  }

  @Test("writing to a tensor that shows the mapping leaves the file's numbers alone")
  func copyOnWrite() throws {
    let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}} "#
    let file = try SafetensorsText(header: header, data: bytes(of: [1, 2] as [Float])).open()
    var tensor = try file.tensor(named: "a")
    unsafe tensor.withMutableElements { unsafe $0[0] = 9 }
    #expect(tensor.elements == [9, 2])
    #expect(try file.tensor(named: "a").elements == [1, 2])
  }

  @Test("every half-precision number is widened exactly", arguments: [0, 1])
  func float16(offset: Int) throws {
    let halves = (UInt16.min...UInt16.max).map { $0 }
    let header = """
      {"h":{"dtype":"F16","shape":[65536],"data_offsets":[\(offset),\(131_072 + offset)]}}
      """
    let data = Array(repeating: UInt8(0), count: offset) + bytes(of: halves)
    let wide = try SafetensorsText(header: header, data: data).open().tensor(named: "h").elements
    #expect(wide.count == halves.count)
    for (bits, value) in zip(halves, wide) {
      let half = Float16(bitPattern: bits)
      if half.isNaN {
        #expect(value.isNaN)
      } else {
        #expect(value.bitPattern == Float(half).bitPattern, "\(bits)")
      }
    }
  }

  @Test("bfloat16 is the upper half of a float")
  func bfloat16() throws {
    let header = #"{"b":{"dtype":"BF16","shape":[3],"data_offsets":[0,6]}}"#
    let data = bytes(of: [0x3f80, 0xc000, 0x0001] as [UInt16])
    let tensor = try SafetensorsText(header: header, data: data).open().tensor(named: "b")
    #expect(tensor.elements == [1, -2, Float(bitPattern: 0x0001_0000)])
  }

  @Test("integers of every width are read, and not as floats")
  func integers() throws {
    let header = """
      {"l":{"dtype":"I64","shape":[],"data_offsets":[0,8]},\
      "i":{"dtype":"I32","shape":[2],"data_offsets":[8,16]},\
      "u":{"dtype":"U8","shape":[2],"data_offsets":[16,18]}}
      """
    let data = bytes(of: [-5] as [Int64]) + bytes(of: [7, -8] as [Int32]) + [255, 1]
    let file = try SafetensorsText(header: header, data: data).open()
    #expect(try file.integers(named: "l") == [-5])
    #expect(try file.integers(named: "i") == [7, -8])
    #expect(try file.integers(named: "u") == [255, 1])
    #expect(throws: LoadingError.self) { try file.tensor(named: "l") }
    #expect(throws: LoadingError.self) { try file.integers(named: "none") }
  }

  @Test(
    "a header that lies is refused with the reason",
    arguments: [
      ("", "is not JSON"),
      ("[]", "no usable content"),
      ("3", "no usable content"),
      (#"{"a":1}"#, "no usable a"),
      (#"{"a":{"dtype":"F32","shape":[2]}}"#, "no usable a.data_offsets"),
      (#"{"a":{"dtype":"F32","shape":["x"],"data_offsets":[0,8]}}"#, "no usable a.shape[0]"),
      (#"{"a":{"dtype":"F99","shape":[2],"data_offsets":[0,8]}}"#, "element type 'F99'"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}"#, "impossible place"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}"#, "impossible place"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}}"#, "impossible place"),
      (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,24]}}"#, "ends at byte 24 of 16"),
      (
        #"{"a":{"dtype":"F32","shape":[25000000000],"data_offsets":[0,100000000000]}}"#,
        "ends at byte 100000000000 of 16"
      ),
      (#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "needs 12 bytes and has 8"),
      (#"{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}"#, "impossible shape"),
      (
        #"{"a":{"dtype":"F32","shape":[0,4611686018427387904,4],"data_offsets":[0,0]}}"#,
        "impossible shape"
      ),
      (
        #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,8]}}"#,
        "impossible number"
      ),
      (
        """
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
        "b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}
        """, "overlaps"
      ),
      (
        """
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
        "a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}
        """, "twice"
      ),
      (
        #"{"a":{"dtype":"F32","shape":[2],"shape":[1],"data_offsets":[0,8]}}"#, "twice"
      ),
    ])
  func lies(header: String, reason: String) throws {
    let text = SafetensorsText(header: header, data: Array(repeating: 0, count: 16))
    let error = try #require(throws: LoadingError.self) { try text.open() }
    #expect("\(error)".contains(reason), "\(error)")
    #expect(!error.isMissing)
  }

  @Test("a header of 17 MB and one longer than the file are refused")
  func headerLengths() throws {
    for (claimed, reason) in [
      (UInt64(17 << 20), "more than 16 MB"), (.max, "more than 16 MB"), (3, "claims 3 bytes of 2"),
    ] {
      let text = SafetensorsText(header: "{}", claimedHeader: claimed)
      let error = try #require(throws: LoadingError.self) { try text.open() }
      #expect("\(error)".contains(reason), "\(error)")
    }
  }

  @Test("holes between tensors and bytes after the last one are allowed")
  func holes() throws {
    let header = #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[3,4]}}"#
    let file = try SafetensorsText(header: header, data: [0, 0, 0, 7, 0]).open()
    #expect(try file.integers(named: "a") == [7])
  }

  @Test("a missing file, a folder and an empty file are told apart")
  func absence() throws {
    try TemporaryFolder.with { folder in
      let missing = try #require(throws: LoadingError.self) {
        try SafetensorsFile(folder / "none")
      }
      #expect(missing.isMissing)
      let directory = try #require(throws: LoadingError.self) { try SafetensorsFile(folder) }
      #expect("\(directory)".contains("not a plain file"))
      try TestFiles.write("", to: folder / "empty")
      let empty = try #require(throws: LoadingError.self) {
        try SafetensorsFile(folder / "empty")
      }
      #expect(!empty.isMissing)
    }
  }

  @Test("every way to cut a sound file short is noticed")
  func truncation() throws {
    let header = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let text = SafetensorsText(header: header, data: bytes(of: [1, 2] as [Float]))
    try TemporaryFolder.with { folder in
      let path = folder / "x.safetensors"
      try text.write(to: path)
      let whole = try Data(contentsOf: URL(filePath: path.text))
      for length in 0..<whole.count {
        try whole.prefix(length).write(to: URL(filePath: path.text))
        #expect(throws: LoadingError.self) { try SafetensorsFile(path) }
      }
    }
  }
}
