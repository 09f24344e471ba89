/// Chooses a palette for a picture by splitting the colour cube where that saves most variance.
///
/// Xiaolin Wu, "Efficient Statistical Computations for Optimal Color Quantization", Graphics
/// Gems II, 1991. The cube has 32 cells a side; cumulative moments make the sum over any box eight
/// look-ups.
struct ColourQuantiser {
  private static let side = 33
  private typealias Moments = SIMD8<Double>
  /// Lanes: pixels, sums of red, green and blue, sum of their squares.
  private var moments = [Moments](repeating: .zero, count: side * side * side)

  init(_ bitmap: Bitmap) {
    let rgb = bitmap.rgb
    for pixel in 0..<bitmap.width * bitmap.height {
      let red = Int(rgb[3 * pixel])
      let green = Int(rgb[3 * pixel + 1])
      let blue = Int(rgb[3 * pixel + 2])
      let squares = red * red + green * green + blue * blue
      let cell = Self.cell((red >> 3) + 1, (green >> 3) + 1, (blue >> 3) + 1)
      moments[cell] += Moments(
        1, Double(red), Double(green), Double(blue), Double(squares), 0, 0, 0)
    }
    accumulate()
  }

  /// At most `count` colours, the means of their boxes.
  func palette(of count: Int) -> [RGB] {
    var boxes = [Box(low: SIMD3(0, 0, 0), high: SIMD3(32, 32, 32))]
    var variances = [variance(of: boxes[0])]
    while boxes.count < count {
      guard let widest = variances.indices.max(by: { variances[$0] < variances[$1] }),
        variances[widest] > 0
      else { break }
      guard let (first, second) = split(boxes[widest]) else {
        variances[widest] = 0
        continue
      }
      boxes[widest] = first
      variances[widest] = variance(of: first)
      boxes.append(second)
      variances.append(variance(of: second))
    }
    return boxes.compactMap { box in
      let sum = total(of: box)
      guard sum[0] > 0 else { return nil }
      return RGB(
        red: UInt8((sum[1] / sum[0]).rounded()), green: UInt8((sum[2] / sum[0]).rounded()),
        blue: UInt8((sum[3] / sum[0]).rounded()))
    }
  }

  /// Cells above `low` and up to `high`.
  private struct Box {
    var low: SIMD3<Int>
    var high: SIMD3<Int>
  }

  private static func cell(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    (red * side + green) * side + blue
  }

  private mutating func accumulate() {
    for (step, extent) in [(1, 2), (Self.side, 1), (Self.side * Self.side, 0)] {
      for red in 0..<Self.side {
        for green in 0..<Self.side {
          for blue in 0..<Self.side where [red, green, blue][extent] > 0 {
            let cell = Self.cell(red, green, blue)
            moments[cell] += moments[cell - step]
          }
        }
      }
    }
  }

  private func total(of box: Box) -> Moments {
    func corner(_ red: Int, _ green: Int, _ blue: Int) -> Moments {
      moments[Self.cell(red, green, blue)]
    }
    let low = box.low
    let high = box.high
    let front =
      corner(high.x, high.y, high.z) - corner(high.x, high.y, low.z)
      - corner(high.x, low.y, high.z) + corner(high.x, low.y, low.z)
    let back =
      corner(low.x, high.y, high.z) - corner(low.x, high.y, low.z)
      - corner(low.x, low.y, high.z) + corner(low.x, low.y, low.z)
    return front - back
  }

  /// The squared error of drawing a box in its mean colour; 0 for a single cell.
  private func variance(of box: Box) -> Double {
    let extent = box.high &- box.low
    if extent.x * extent.y * extent.z <= 1 { return 0 }
    let sum = total(of: box)
    return sum[0] > 0 ? sum[4] - Self.explained(sum) : 0
  }

  /// The squared length of the mean times the pixels: what a box's one colour explains.
  private static func explained(_ sum: Moments) -> Double {
    (sum[1] * sum[1] + sum[2] * sum[2] + sum[3] * sum[3]) / sum[0]
  }

  /// The cut across one axis that leaves the least variance, or nil where all lies in one part.
  private func split(_ box: Box) -> (Box, Box)? {
    let whole = total(of: box)
    var best = 0.0
    var result: (Box, Box)?
    for axis in 0..<3 {
      for cut in box.low[axis] + 1..<max(box.low[axis] + 1, box.high[axis]) {
        var below = box
        below.high[axis] = cut
        let lower = total(of: below)
        let upper = whole - lower
        guard lower[0] > 0 else { continue }
        guard upper[0] > 0 else { break }
        let explained = Self.explained(lower) + Self.explained(upper)
        guard explained > best else { continue }
        best = explained
        var above = box
        above.low[axis] = cut
        result = (below, above)
      }
    }
    return result
  }
}
