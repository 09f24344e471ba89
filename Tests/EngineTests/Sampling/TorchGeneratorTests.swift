import Engine
import Files
import Foundation
import Testing

@Suite("The random generator")
struct TorchGeneratorTests {
  private struct Case: Decodable {
    let config: Config
    let rtol: Float
    let atol: Float

    struct Config: Decodable { let runs: [Run] }
    struct Run: Decodable {
      let seed: UInt32
      let shapes: [[Int]]
    }
  }

  @Test("gives PyTorch's recorded Gaussian numbers")
  func recordedDraws() throws {
    let folder = TestFiles.golden("v2/torch_rng")
    let golden = try JSONDecoder().decode(
      Case.self, from: Data(contentsOf: URL(filePath: (folder / "case.json").text)))
    let file = try SafetensorsFile(folder / "io.safetensors")
    #expect(golden.config.runs.count == 8)
    for (number, run) in golden.config.runs.enumerated() {
      var generator = TorchGenerator(seed: run.seed)
      for (name, shape) in zip(["a", "b", "c"], run.shapes) {
        let want = try file.tensor(named: "out.\(name)\(number)").elements
        let got = generator.randn(shape.reduce(1, *))
        #expect(got.count == want.count)
        for (index, pair) in zip(got, want).enumerated() {
          let tolerance = golden.atol + golden.rtol * abs(pair.1)
          #expect(abs(pair.0 - pair.1) <= tolerance, "\(name)\(number)[\(index)]: \(pair)")
        }
      }
    }
  }

  @Test("the twister gives the numbers of its authors' reference")
  func twister() {
    var generator = TorchGenerator(seed: 5489)
    #expect(generator.next() == 3_499_211_612)
    for _ in 0..<9998 { _ = generator.next() }
    #expect(generator.next() == 4_123_659_995)
  }

  @Test("rand and randint take one word each")
  func uniformDraws() {
    var words = TorchGenerator(seed: 3)
    var generator = TorchGenerator(seed: 3)
    for value in generator.rand(700) {
      #expect(value == Float(words.next() & 0xff_ffff) / 16_777_216)
    }
    for value in generator.randint(below: 2048, count: 700) {
      #expect(value == Int32(words.next() % 2048))
    }
    #expect(generator == words)
  }

  @Test("the sine partner of a small draw outlives a large one")
  func cachedPartner() {
    var together = TorchGenerator(seed: 9)
    let pair = together.randn(2)
    var apart = TorchGenerator(seed: 9)
    #expect(apart.randn(1) == [pair[0]])
    _ = apart.randn(16)
    #expect(apart.randn(1) == [pair[1]])
  }

  @Test("a copy of the generator continues alike and on its own")
  func copies() {
    var generator = TorchGenerator(seed: 1)
    _ = generator.randn(7)
    var copy = generator
    #expect(copy == generator)
    let values = generator.randn(40)
    #expect(copy != generator)
    #expect(copy.randn(40) == values)
  }
}
