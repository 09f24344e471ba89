import Engine
import Files
import Foundation
import Recipes
import TestSupport
import Testing

@Suite("Weights of products")
struct MatrixTests {
  /// The numbers `values` as a file holds them.
  private func encoded(_ values: [Float], _ type: ElementType) -> [UInt8] {
    switch type {
    case .f64: bytes(of: values.map(Double.init))
    case .f16: bytes(of: values.map(Float16.init))
    case .bf16: bytes(of: values.map(Naive.rounded))
    default: bytes(of: values)
    }
  }

  /// A file with a matrix `w`, `offset` bytes behind where it would be aligned.
  private func text(
    _ rows: Int, _ columns: Int, _ values: [Float], _ type: ElementType, offset: Int
  ) -> SafetensorsText {
    let data = encoded(values, type)
    var header = """
      {"w":{"dtype":"\(type.rawValue)","shape":[\(rows),\(columns)],\
      "data_offsets":[\(offset),\(offset + data.count)]}}
      """
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    return SafetensorsText(header: header, data: Array(repeating: 0, count: offset) + data)
  }

  @Test(
    "a weight is used as it lies in a file, of any real type and at any place",
    arguments: [ElementType.f64, .f32, .f16, .bf16], [0, 1])
  func types(_ type: ElementType, _ offset: Int) throws {
    // Numbers that every type holds exactly.
    let values = (0..<70 * 530).map { index -> Float in Float((index * 37) % 127 - 63) / 64 }
    let file = try text(70, 530, values, type, offset: offset).open()
    let matrix = try Weights(file).matrix("w", [70, 530])
    #expect(matrix.tensor.elements == values)
    let input = (0..<5 * 530).map { index -> Float in Float((index * 11) % 63 - 31) / 32 }
    let x = Tensor([5, 530], input)
    let wanted = Naive.product(x.elements, values, inner: 530)
    for precision in Precision.allCases {
      let got = Compute.$current.withValue(Compute(threads: 2, precision: precision)) {
        Linear(weight: matrix, bias: nil)(x)
      }
      // So do sums: multiples of 2⁻¹¹ below 2⁹.
      #expect(got.elements.map(Double.init) == wanted)
    }
    let part = matrix.rows(45..<70).columns(17..<529).tensor.elements
    var taken: [Float] = []
    for row in 45..<70 { taken += values[row * 530 + 17..<row * 530 + 529] }
    #expect(part == taken)
  }

  @Test("a weight of the wrong shape or of integers is refused when it is taken")
  func refusals() throws {
    let file = try text(2, 3, [1, 2, 3, 4, 5, 6], .f32, offset: 0).open()
    #expect(throws: LoadingError.self) { try Weights(file).matrix("w", [3, 2]) }
    #expect(throws: LoadingError.self) { try Weights(file).matrix("v", [2, 3]) }
    let header = #"{"w":{"dtype":"I64","shape":[1,1],"data_offsets":[0,8]}} "#
    let integers = try SafetensorsText(header: header, data: bytes(of: [1 as Int64])).open()
    #expect(throws: LoadingError.self) { try Weights(integers).matrix("w", [1, 1]) }
  }

  @Test("nothing is packed before the first product, and all is released with the matrix")
  func lifetime() throws {
    let file = try text(64, 96, Array(repeating: 0.5, count: 64 * 96), .f16, offset: 0).open()
    var matrix: Matrix? = try Weights(file).matrix("w", [64, 96])
    #expect(matrix?.packedMemory == nil)
    matrix?.prepare()
    weak let single = matrix?.packedMemory
    #expect(single?.bytes == 64 * 96 * 4)
    Compute.$current.withValue(Compute(threads: 1, precision: .bf16)) { matrix?.prepare() }
    weak let half = matrix?.packedMemory
    #expect(single == nil && half?.bytes == 64 * 96 * 2)
    matrix = nil
    #expect(half == nil)
  }

  @Test("floats in a file are multiplied where they lie")
  func shown() throws {
    let file = try text(64, 96, Array(repeating: 0.5, count: 64 * 96), .f32, offset: 0).open()
    let matrix = try Weights(file).matrix("w", [64, 96])
    matrix.prepare()
    #expect(matrix.packedMemory == nil)
  }

  @Test("pages of a file are given back once their weights are packed")
  func pages() throws {
    try TemporaryFolder.with { folder in
      let (rows, columns) = (512, 2048)
      let path = folder / "pages.safetensors"
      try text(rows, columns, Array(repeating: 1, count: rows * columns), .bf16, offset: 0)
        .write(to: path)
      let matrix = try Weights(SafetensorsFile(path)).matrix("w", [rows, columns])
      _ = matrix.tensor
      #expect(try resident(path) >= rows * columns * 2)
      Compute.$current.withValue(Compute(threads: 1, precision: .bf16)) { matrix.prepare() }
      // The pages at the ends are shared with the header or with nothing.
      #expect(try resident(path) <= 64 << 10)
      #expect(matrix.tensor.elements.allSatisfy { $0 == 1 })
    }
  }

  /// The bytes of mappings of the file at `path` that are in memory.
  private func resident(_ path: Path) throws -> Int {
    // The file has no size of its own: it is read until nothing follows.
    let handle = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/smaps"))
    var text = Data()
    while let more = try handle.read(upToCount: 1 << 16), !more.isEmpty { text += more }
    let name = URL(filePath: path.text).deletingLastPathComponent().lastPathComponent
    var (isInside, total) = (false, 0)
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      if line.contains("-") && line.contains(" r") { isInside = line.contains(name) }
      if isInside, line.hasPrefix("Rss:") { total += Int(line.filter(\.isNumber)) ?? 0 }
    }
    return total << 10
  }
}
