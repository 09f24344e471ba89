import Foundation
import Render
import TestSupport
import Testing

@Suite struct ColourMapTests {
  /// Sixteen channels mixed from three patterns of falling strength, plus noise.
  private func latent(noise: Float, seed: UInt64, flipped: Bool = false) -> [Float] {
    var mixing = SeededNumbers(1)
    var generator = SeededNumbers(seed)
    let weights = (0..<16).map { _ in
      (0..<3).map { _ in Float.random(in: -1...1, using: &mixing) }
    }
    let strengths: [Float] = [3, 2, 1]
    return (0..<16).flatMap { channel in
      (0..<144).map { position in
        let patterns = [Float(position % 12) - 5.5, Float(position / 12) - 5.5]
        let third: Float = (position % 12 + position / 12) % 2 == 0 ? 5 : -5
        let value = zip(weights[channel], zip(strengths, patterns + [third]))
          .reduce(Float(0)) { $0 + $1.0 * $1.1.0 * $1.1.1 }
        return (flipped ? -value : value) + Float.random(in: -noise...noise, using: &generator)
      }
    }
  }

  private func meanChange(_ a: Bitmap, _ b: Bitmap) -> Double {
    zip(a.rgb, b.rgb).reduce(0.0) { $0 + abs(Double($1.0) - Double($1.1)) } / Double(a.rgb.count)
  }

  @Test("the strongest direction becomes red: lanes hold the principal components in order")
  func components() {
    // Orthogonal channels of falling variance are their own components.
    let values = (0..<16).flatMap { channel in
      (0..<144).map { position -> Float in
        switch channel {
        case 9: 10 * Float(position % 12)
        case 4: 4 * Float(position / 12)
        case 11: 5 * Float((position % 12 + position / 12) % 2)
        default: 0
        }
      }
    }
    var colours = LatentColours()
    let bitmap = colours.falseColour(values, channels: 16, height: 12, width: 12)
    #expect(bitmap.size == PixelSize(width: 12, height: 12))
    for y in 0..<12 {
      for x in 0..<12 {
        let pixel = bitmap[x, y]
        #expect(pixel.red == UInt8((255 * Double(x) / 11).rounded()))
        #expect(pixel.green == UInt8((255 * Double(y) / 11).rounded()))
        #expect(pixel.blue == ((x + y) % 2 == 0 ? 0 : 255))
      }
    }
  }

  @Test("the same latent alone always gets the same colours")
  func deterministic() {
    let values = latent(noise: 0.5, seed: 3)
    var first = LatentColours()
    var second = LatentColours()
    #expect(
      first.falseColour(values, channels: 16, height: 12, width: 12)
        == second.falseColour(values, channels: 16, height: 12, width: 12))
  }

  @Test("a little noise changes the colours of the next frame little")
  func stable() {
    var colours = LatentColours()
    var last = colours.falseColour(
      latent(noise: 0.2, seed: 10), channels: 16, height: 12, width: 12)
    for seed in 11..<30 {
      let next = colours.falseColour(
        latent(noise: 0.2, seed: UInt64(seed)), channels: 16, height: 12, width: 12)
      #expect(meanChange(last, next) < 4)
      last = next
    }
  }

  @Test("components of equal strength do not trade places between frames")
  func degenerate() {
    func frame(_ tilt: Float) -> [Float] {
      (0..<16).flatMap { channel in
        (0..<144).map { position -> Float in
          let x = Float(position % 12) - 5.5
          let y = Float(position / 12) - 5.5
          switch channel {
          case 0: return x * (1 + tilt)
          case 1: return y * (1 - tilt)
          case 2: return (position % 12 + position / 12) % 2 == 0 ? 1 : -1
          default: return 0
          }
        }
      }
    }
    var colours = LatentColours()
    let first = colours.falseColour(frame(0.001), channels: 16, height: 12, width: 12)
    let second = colours.falseColour(frame(-0.001), channels: 16, height: 12, width: 12)
    #expect(meanChange(first, second) < 1)
    // Alone, the second frame has its two components the other way round.
    var fresh = LatentColours()
    let alone = fresh.falseColour(frame(-0.001), channels: 16, height: 12, width: 12)
    #expect(meanChange(first, alone) > 20)
  }

  @Test("a latent that does not vary is grey, and values that are no numbers do no harm")
  func flat() {
    var colours = LatentColours()
    let flat = colours.falseColour(
      [Float](repeating: 3, count: 16 * 6), channels: 16, height: 2, width: 3)
    #expect(flat == Bitmap(width: 3, height: 2, filledWith: RGB(hex: 0x808080)))
    var broken = latent(noise: 0, seed: 1)
    broken[0] = .nan
    broken[200] = .infinity
    _ = colours.falseColour(broken, channels: 16, height: 12, width: 12)
    for channels in 1...4 {
      var few = LatentColours()
      let values = (0..<channels * 6).map { Float($0 * $0 % 7) }
      for _ in 0..<2 {
        let size = few.falseColour(values, channels: channels, height: 3, width: 2).size
        #expect(size == PixelSize(width: 2, height: 3))
      }
    }
  }

  @Test("an outlier does not darken a channel")
  func outlier() {
    var values = (0..<144).map { Float($0) }
    values[0] = -1e6
    let bitmap = LatentColours.channel(0, of: values, channels: 1, height: 12, width: 12)
    #expect(bitmap[0, 0] == ColourMap.viridis.colour(at: 0))
    #expect(bitmap[11, 11] == ColourMap.viridis.colour(at: 1))
    let middle = bitmap[0, 6]
    let expected = ColourMap.viridis.colour(at: 0.5)
    #expect(abs(Int(middle.green) - Int(expected.green)) <= 4)
  }

  @Test("one channel is taken out of the others")
  func channel() {
    let values = [Float](repeating: 5, count: 4) + [0, 1, 2, 3] + [9, 9, 0, 0]
    let bitmap = LatentColours.channel(1, of: values, channels: 3, height: 2, width: 2)
    #expect(bitmap[0, 0] == RGB(hex: 0x440154) && bitmap[1, 1] == RGB(hex: 0xFDE725))
  }

  @Test("viridis grows lighter all the way")
  func viridis() {
    func light(_ colour: RGB) -> Double {
      0.2126 * Double(colour.red) + 0.7152 * Double(colour.green) + 0.0722 * Double(colour.blue)
    }
    let lights = (0...100).map { light(ColourMap.viridis.colour(at: Double($0) / 100)) }
    for (before, after) in zip(lights, lights.dropFirst()) { #expect(after > before) }
    #expect(ColourMap.viridis.colour(at: -5) == RGB(hex: 0x440154))
    #expect(ColourMap.viridis.colour(at: 5) == RGB(hex: 0xFDE725))
  }

  @Test("each token gets the colour of its code")
  func tokens() {
    let colours = TokenColours(table: [1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(colours.codes == 3)
    let bitmap = colours.bitmap(codes: [2, 0, 1, 1], width: 2, height: 2)
    #expect(bitmap.rgb == [7, 8, 9, 1, 2, 3, 4, 5, 6, 4, 5, 6])
  }

  @Test("codes without known colours are told apart")
  func distinguishing() {
    let colours = TokenColours(distinguishing: 1024)
    let bitmap = colours.bitmap(codes: (0..<1024).map { Int32($0) }, width: 32, height: 32)
    let different = Set((0..<1024).map { bitmap[$0 % 32, $0 / 32] })
    #expect(different.count > 700)
  }
}
