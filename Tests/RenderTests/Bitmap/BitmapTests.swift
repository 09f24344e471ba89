import Render
import Testing

@Suite struct BitmapTests {
  @Test("whole enlargements make squares of exactly the original colours")
  func enlarged() {
    let original = Bitmap.random(5, 3, from: RGB.palette(9, seed: 1), seed: 2)
    let large = original.scaled(width: 20, height: 12, filter: .nearest)
    #expect(large.size == PixelSize(width: 20, height: 12))
    for y in 0..<12 {
      for x in 0..<20 { #expect(large[x, y] == original[x / 4, y / 4]) }
    }
  }

  @Test("nearest scaling to any size takes the pixel under each centre")
  func nearest() {
    let original = Bitmap.random(7, 5, from: RGB.palette(35, seed: 3), seed: 4)
    for (width, height) in [(3, 2), (7, 9), (1, 1), (23, 17)] {
      let scaled = original.scaled(width: width, height: height, filter: .nearest)
      for y in 0..<height {
        for x in 0..<width {
          let column = Int((Double(x) + 0.5) * 7 / Double(width))
          let row = Int((Double(y) + 0.5) * 5 / Double(height))
          #expect(scaled[x, y] == original[column, row])
        }
      }
    }
  }

  @Test("shrinking averages areas, also at sizes that do not divide")
  func areaAverage() {
    var board = Bitmap(width: 8, height: 8, filledWith: RGB(hex: 0))
    for y in 0..<8 {
      for x in 0..<8 where (x + y) % 2 == 0 { board[x, y] = RGB(hex: 0xFFFFFF) }
    }
    let small = board.scaled(width: 4, height: 4, filter: .smooth)
    #expect(small.rgb.allSatisfy { 127...128 ~= $0 })
    let row = Bitmap(width: 3, height: 1, rgb: [0, 0, 0, 90, 90, 90, 240, 240, 240])
    // Each new pixel covers one and a half old ones.
    let two = row.scaled(width: 2, height: 1, filter: .smooth)
    #expect(two[0, 0].red == 30 && two[1, 0].red == 190)
  }

  @Test("growing runs straight between the pixels and keeps to their range")
  func bilinear() {
    let row = Bitmap(width: 2, height: 1, rgb: [0, 0, 0, 200, 200, 200])
    let grown = row.scaled(width: 8, height: 1, filter: .smooth)
    let reds = (0..<8).map { Int(grown[$0, 0].red) }
    #expect(reds == [0, 0, 25, 75, 125, 175, 200, 200])
  }

  @Test("a plain bitmap stays plain at every size", arguments: [1, 2, 7, 31, 64, 100])
  func plain(size: Int) {
    let plain = Bitmap(width: 31, height: 17, filledWith: RGB(hex: 0x0180FE))
    let scaled = plain.scaled(width: size, height: size, filter: .smooth)
    #expect(scaled == Bitmap(width: size, height: size, filledWith: RGB(hex: 0x0180FE)))
  }

  @Test("fitting keeps the aspect and fills the box one way")
  func fitted() {
    let wide = PixelSize(width: 400, height: 200)
    #expect(
      wide.fitted(into: PixelSize(width: 100, height: 100)) == PixelSize(width: 100, height: 50))
    let high = PixelSize(width: 1, height: 1000)
    #expect(
      high.fitted(into: PixelSize(width: 50, height: 20)) == PixelSize(width: 1, height: 20))
  }
}
