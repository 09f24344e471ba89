import Foundation
import Render
import TestSupport
import Testing

@Suite struct ImageQualityTests {
  /// The mean index of all windows, each with its own sums, as the paper writes it.
  private static func similarity(_ a: Bitmap, _ b: Bitmap) -> Double {
    func luma(_ bitmap: Bitmap, _ x: Int, _ y: Int) -> Double {
      let pixel = bitmap[x, y]
      return 0.299 * Double(pixel.red) + 0.587 * Double(pixel.green) + 0.114 * Double(pixel.blue)
    }
    let (columns, rows) = (min(11, a.width), min(11, a.height))
    func gauss(_ index: Int, _ count: Int) -> Double {
      exp(-pow(Double(index) - Double(count - 1) / 2, 2) / 4.5)
    }
    var indices: [Double] = []
    for top in 0...a.height - rows {
      for left in 0...a.width - columns {
        var samples: [(weight: Double, x: Double, y: Double)] = []
        for row in 0..<rows {
          for column in 0..<columns {
            samples.append(
              (
                gauss(row, rows) * gauss(column, columns), luma(a, left + column, top + row),
                luma(b, left + column, top + row)
              ))
          }
        }
        let total = samples.reduce(0) { $0 + $1.weight }
        let x = samples.reduce(0) { $0 + $1.weight * $1.x } / total
        let y = samples.reduce(0) { $0 + $1.weight * $1.y } / total
        let xx = samples.reduce(0) { $0 + $1.weight * pow($1.x - x, 2) } / total
        let yy = samples.reduce(0) { $0 + $1.weight * pow($1.y - y, 2) } / total
        let xy = samples.reduce(0) { $0 + $1.weight * ($1.x - x) * ($1.y - y) } / total
        let (c1, c2) = (2.55 * 2.55, 7.65 * 7.65)
        indices.append(
          (2 * x * y + c1) * (2 * xy + c2) / ((x * x + y * y + c1) * (xx + yy + c2)))
      }
    }
    return indices.reduce(0, +) / Double(indices.count)
  }

  @Test(
    "structural similarity is what its definition says",
    arguments: [(11, 11), (12, 30), (29, 13), (5, 20), (20, 4), (1, 1)])
  func similarity(width: Int, height: Int) {
    let scene = Bitmap.scene(width, height)
    var numbers = SeededNumbers(3)
    let noisy = Bitmap(
      width: width, height: height,
      rgb: scene.rgb.map {
        UInt8(max(0, min(255, Int($0) + Int.random(in: -40...40, using: &numbers))))
      })
    let quality = ImageQuality(of: noisy, against: scene)
    #expect(abs(quality.structuralSimilarity - Self.similarity(noisy, scene)) < 1e-9)
    #expect(quality.structuralSimilarity < 1)
  }

  @Test("equal pictures have the similarity 1 and no noise")
  func equal() {
    let quality = ImageQuality(of: Bitmap.scene(64, 48), against: Bitmap.scene(64, 48))
    #expect(quality.structuralSimilarity == 1)
    #expect(quality.peakSignalToNoise == .infinity)
  }

  @Test("a picture and its negative are far apart")
  func negative() {
    let scene = Bitmap.scene(64, 48)
    let negative = Bitmap(width: 64, height: 48, rgb: scene.rgb.map { 255 - $0 })
    #expect(ImageQuality(of: negative, against: scene).structuralSimilarity < 0.3)
  }

  @Test("noise is measured over all colours, in decibels below 255")
  func decibels() {
    let black = Bitmap(width: 20, height: 10, filledWith: RGB(hex: 0))
    let grey = Bitmap(width: 20, height: 10, filledWith: RGB(hex: 0x010101))
    let red = Bitmap(width: 20, height: 10, filledWith: RGB(hex: 0xFF0000))
    // 20 · log₁₀ 255, and a third of the peak's power.
    #expect(abs(ImageQuality(of: grey, against: black).peakSignalToNoise - 48.1308) < 1e-4)
    #expect(abs(ImageQuality(of: red, against: black).peakSignalToNoise - 4.7712) < 1e-4)
  }
}
