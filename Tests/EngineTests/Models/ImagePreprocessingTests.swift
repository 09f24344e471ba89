import Engine
import TestSupport
import Testing

@Suite("Pictures on their way to the encoder")
struct ImagePreprocessingTests {
  /// A weight of the filter as its definition says (spec v1 §4.1), without the normalisation.
  private static func weight(
    _ kernel: AxisFilter.Kernel, _ source: Int, _ place: Int, scale: Double
  ) -> Double {
    let width = max(scale, 1)
    let reach = kernel == .bilinear ? 1.0 : 2.0
    let centre = scale * (Double(place) + 0.5)
    let low = (centre - reach * width + 0.5).rounded(.towardZero)
    let high = (centre + reach * width + 0.5).rounded(.towardZero)
    guard Double(source) >= low && Double(source) < high else { return 0 }
    let x = abs((Double(source) - centre + 0.5) / width)
    if kernel == .bilinear { return max(0, 1 - x) }
    if x >= 2 { return 0 }
    return x < 1
      ? 1.5 * x * x * x - 2.5 * x * x + 1 : -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2
  }

  @Test(
    "a filter is the weighted mean of its definition, at awkward sizes",
    arguments: [(1, 1, 1, 1), (7, 13, 3, 29), (13, 5, 13, 4), (2, 31, 17, 1), (50, 3, 7, 3)])
  func filters(_ height: Int, _ width: Int, _ rows: Int, _ columns: Int) {
    var numbers = SeededNumbers(1)
    for kernel in [AxisFilter.Kernel.bilinear, .bicubic] {
      for spacing in [AxisFilter.Spacing.areas, .corners] {
        let x = Tensor([2, height, width, 3], numbers.floats(6 * height * width))
        let got = x.filtered(
          rows: AxisFilter(from: height, to: rows, kernel, spacing),
          columns: AxisFilter(from: width, to: columns, kernel, spacing))
        func weights(_ input: Int, _ output: Int, _ place: Int) -> [Double] {
          if input == output { return (0..<input).map { $0 == place ? 1 : 0 } }
          var scale = Double(input) / Double(output)
          if spacing == .corners {
            scale = output > 1 ? Double(input - 1) / Double(output - 1) : 0
          }
          let all = (0..<input).map { Self.weight(kernel, $0, place, scale: scale) }
          return all.map { $0 / all.reduce(0, +) }
        }
        var wanted: [Double] = []
        for sample in 0..<2 {
          for row in 0..<rows {
            let down = weights(height, rows, row)
            for column in 0..<columns {
              let across = weights(width, columns, column)
              for c in 0..<3 {
                var sum = 0.0
                for y in 0..<height where down[y] != 0 {
                  for place in 0..<width where across[place] != 0 {
                    let at = ((sample * height + y) * width + place) * 3 + c
                    sum += down[y] * across[place] * Double(x.elements[at])
                  }
                }
                wanted.append(sum)
              }
            }
          }
        }
        // Two passes round values up to 3 some twelve times: weights add up to 1.
        let worst = worstDifference(got.elements, wanted).value
        #expect(worst <= 12 * 3 * Rounding.single, "\(kernel) \(spacing)")
      }
    }
  }

  @Test("bytes and values give the same input, with one thread and with two")
  func bytes() {
    var numbers = SeededNumbers(2)
    let rgb = (0..<3 * 90 * 61).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    let preprocess = ImagePreprocessing(32)
    let picture = Tensor([1, 90, 61, 3], rgb.map { Float($0) / 255 })
    let wanted = preprocess(picture)
    #expect(wanted.shape == [1, 32, 32, 3])
    for threads in 1...2 {
      Compute.$current.withValue(Compute(threads: threads)) {
        let got = preprocess(rgb: rgb, height: 90, width: 61)
        #expect(got.shape == wanted.shape && got.elements == wanted.elements)
      }
    }
  }

  @Test(
    "what is cut before it is resized is what is cut behind it, to the bit",
    arguments: [
      (90, 61, 32, 32, 32), (61, 90, 20, 32, 24), (7, 500, 40, 40, 39), (500, 7, 40, 12, 64),
      (64, 64, 64, 64, 64), (64, 200, 64, 64, 65), (3, 3, 5, 9, 8), (1, 900, 96, 96, 96),
    ])
  func order(height: Int, width: Int, side: Int, cropHeight: Int, cropWidth: Int) {
    var numbers = SeededNumbers(3)
    let rgb = (0..<3 * height * width).map { _ in UInt8.random(in: 0...255, using: &numbers) }
    let picture = Tensor([1, height, width, 3], rgb.map { Float($0) / 255 })
    for kernel in [AxisFilter.Kernel.bilinear, .bicubic] {
      let preprocess = ImagePreprocessing(
        side: side, crop: (cropHeight, cropWidth), kernel: kernel)
      let whole = preprocess.resized(picture)
      let wanted = preprocess.normalized(whole.cropped(height: cropHeight, width: cropWidth))
      #expect(preprocess(picture).elements == wanted.elements)
      #expect(preprocess(rgb: rgb, height: height, width: width).elements == wanted.elements)
    }
  }

  @Test("of a picture of extreme proportions only the middle is looked at")
  func extreme() {
    for (height, width) in [(1, 1_000_000), (1_000_000, 1), (2, 33_000), (1920, 4)] {
      let preprocess = ImagePreprocessing(covering: (96, 128), height: height, width: width)
      var rgb = [UInt8](repeating: 255, count: 3 * height * width)
      // What the crop can cover, and the two beside it that the filter reaches.
      let middle = (width > height ? width : height) / 2
      for place in middle - 140..<middle + 140 where width > height {
        for row in 0..<height {
          for channel in 0..<3 { rgb[3 * (row * width + place) + channel] = 51 }
        }
      }
      let memory = PeakMemory()
      let fitted = preprocess.fitted(rgb: rgb, height: height, width: width)
      #expect(fitted.shape == [1, 96, 128, 3])
      let wanted = width > height ? 0.2 : 1
      #expect(fitted.elements.allSatisfy { abs(Double($0) - wanted) <= 4 * Rounding.single })
      #expect(!PeakMemory.isAlone || memory.growth < 64 << 20)
    }
  }

  @Test("the shorter side gets the length asked for and the longer one is rounded down")
  func proportions() {
    let preprocess = ImagePreprocessing(20)
    #expect(preprocess.resized(Tensor([1, 31, 50, 3])).shape == [1, 20, 32, 3])
    #expect(preprocess.resized(Tensor([1, 50, 31, 3])).shape == [1, 32, 20, 3])
    #expect(preprocess.resized(Tensor([1, 1, 1, 3])).shape == [1, 20, 20, 3])
  }

  @Test("a crop takes the middle, half a pixel to the even side, and puts black around small maps")
  func crops() {
    let row = Tensor([1, 1, 7, 1], (1...7).map(Float.init))
    func crop(_ width: Int) -> [Float] { row.cropped(height: 1, width: width).elements }
    #expect(crop(7) == [1, 2, 3, 4, 5, 6, 7])
    #expect(crop(5) == [2, 3, 4, 5, 6])
    // 0.5 and 1.5 lie between two pixels: the even ones are 0 and 2.
    #expect(crop(6) == [1, 2, 3, 4, 5, 6])
    #expect(crop(4) == [3, 4, 5, 6])
    #expect(crop(10) == [0, 1, 2, 3, 4, 5, 6, 7, 0, 0])
    let column = Tensor([2, 2, 1, 2], (1...8).map(Float.init))
    #expect(
      column.cropped(height: 1, width: 2).elements == [1, 2, 0, 0, 5, 6, 0, 0])
  }

  @Test("the mean colour becomes 0 and one deviation more becomes 1, in every sample")
  func normalisation() {
    let mean: [Float] = [0.485, 0.456, 0.406]
    let brighter = zip(mean, [0.229, 0.224, 0.225] as [Float]).map { $0 + $1 }
    let got = ImagePreprocessing().normalized(Tensor([2, 1, 1, 3], mean + brighter))
    // Three roundings of numbers below 1, which the division by 0.225 and more enlarges.
    let worst = worstDifference(got.elements, [0, 0, 0, 1, 1, 1])
    #expect(worst.value < 3 * Rounding.single / 0.22)
  }
}
