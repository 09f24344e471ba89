import Engine
import Files
import FoundationEssentials
import TestSupport
import Testing

@Suite("Writing safetensors")
struct SafetensorsWriterTests {
  private func written(
    _ tensors: [String: SavedTensor], metadata: [String: String] = [:],
    _ body: (Path) throws -> Void
  ) throws {
    try TemporaryFolder.with { folder in
      let path = folder / "x.safetensors"
      try SafetensorsWriter(tensors, metadata: metadata).write(to: path)
      try body(path)
    }
  }

  @Test("the bytes are those of the reference library")
  func bytes() throws {
    let tensors = [
      "b": SavedTensor(Tensor([2], [1, -2])), "a/\"": SavedTensor(Tensor([1], [0.5]), as: .f16),
      "é": SavedTensor([3], [1]), "a": SavedTensor(Tensor([1, 1], [1.5])),
    ]
    try written(tensors, metadata: ["format": "pt"]) { path in
      let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path.text)))
      let header =
        #"{"__metadata__":{"format":"pt"},"é":{"dtype":"I64","shape":[1],"data_offsets":[0,8]},"#
        + #""a":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]},"#
        + #""b":{"dtype":"F32","shape":[2],"data_offsets":[12,20]},"#
        + #""a/\"":{"dtype":"F16","shape":[1],"data_offsets":[20,22]}}"#
      let text = Array(header.utf8)
      let padded = text + [UInt8](repeating: 32, count: (8 - text.count % 8) % 8)
      let data: [UInt8] = [
        3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0x38,
      ]
      let length = [UInt8(padded.count & 255), UInt8(padded.count >> 8), 0, 0, 0, 0, 0, 0]
      #expect(bytes == length + padded + data)
    }
  }

  @Test("what is written is read again: types, shapes, values and texts")
  func roundTrip() throws {
    var numbers = SeededNumbers(1)
    // More elements than are in memory at once.
    let large = Tensor([3, 400_000], numbers.floats(1_200_000))
    let tensors = [
      "large": SavedTensor(large), "f64": SavedTensor(Tensor([1], [0.1]), as: .f64),
      "empty": SavedTensor(Tensor([0, 4])), "scalar": SavedTensor(Tensor([], [7])),
      "i64": SavedTensor([.min, .max], [2]), "i32": SavedTensor([-70_000], [1], as: .i32),
      "i16": SavedTensor([-300, 300], [2], as: .i16), "i8": SavedTensor([-128], [1], as: .i8),
      "u8": SavedTensor([255], [1], as: .u8), "bool": SavedTensor([1, 0], [2, 1], as: .bool),
    ]
    let texts = ["note": "a \"b\"\n\\ c/d\u{7}", "": "ü"]
    try written(tensors, metadata: texts) { path in
      let file = try SafetensorsFile(path)
      #expect(file.metadata == texts && Set(file.keys) == Set(tensors.keys))
      for (name, tensor) in tensors {
        #expect(file.shape(of: name) == tensor.shape && file.elementType(of: name) == tensor.type)
      }
      #expect(try file.tensor(named: "large").elements == large.elements)
      #expect(try file.tensor(named: "f64").elements == [0.1])
      #expect(try file.tensor(named: "scalar").elements == [7])
      #expect(try file.integers(named: "i64") == [.min, .max])
      #expect(try file.integers(named: "i32") == [-70_000])
      #expect(try file.integers(named: "i16") == [-300, 300])
      #expect(try file.integers(named: "i8") == [-128])
      #expect(try file.integers(named: "u8") == [255])
      #expect(try file.integers(named: "bool") == [1, 0])
    }
  }

  @Test("halves are rounded to the nearest, ties to even", arguments: [ElementType.f16, .bf16])
  func halves(_ type: ElementType) throws {
    let digits = type == .f16 ? 10 : 7
    let ulp = Float(sign: .plus, exponent: -digits, significand: 1)
    let values: [Float] = [
      1 + ulp / 2, 1 + 1.5 * ulp, 1 + 0.51 * ulp, -1 - 0.49 * ulp, 0, -0.0, .infinity, -.infinity,
    ]
    let wanted: [Float] = [1, 1 + 2 * ulp, 1 + ulp, -1, 0, -0.0, .infinity, -.infinity]
    try written(["x": SavedTensor(Tensor([9], values + [.nan]), as: type)]) { path in
      let read = try SafetensorsFile(path).tensor(named: "x").elements
      #expect(read.dropLast().map(\.bitPattern) == wanted.map(\.bitPattern) && read[8].isNaN)
    }
  }

  @Test("the tensors of a file are copied as they lie there")
  func copy() throws {
    let path = BuiltInModels.path("toy-scenes") / "stage_a.safetensors"
    let file = try SafetensorsFile(path)
    let tensors = Dictionary(
      uniqueKeysWithValues: file.keys.compactMap { key in
        file.stored(named: key).map { (key, SavedTensor($0)) }
      })
    try written(tensors) { copy in
      let read = try SafetensorsFile(copy)
      #expect(Set(read.keys) == Set(file.keys))
      for key in file.keys {
        #expect(read.elementType(of: key) == file.elementType(of: key))
        if file.elementType(of: key)?.isFloatingPoint == true {
          #expect(try read.tensor(named: key).elements == file.tensor(named: key).elements)
        } else {
          #expect(try read.integers(named: key) == file.integers(named: key))
        }
      }
    }
  }

  @Test("where nothing can be written an error says so, and an old file stays")
  func unwritable() throws {
    try TemporaryFolder.with { folder in
      let writer = SafetensorsWriter(["x": SavedTensor(Tensor([1], [1]))])
      #expect(throws: WriteError.self) { try writer.write(to: folder / "none/x.safetensors") }
      #expect(throws: WriteError.self) { try writer.write(to: folder) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.text)
      #expect(names.isEmpty)
    }
  }
}
