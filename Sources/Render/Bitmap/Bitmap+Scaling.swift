/// How the pixels of a scaled bitmap are made from those of the original.
package enum ScalingFilter: Equatable, Sendable {
  /// Each pixel is one pixel of the original: grids of latents and tokens keep their exact colours.
  case nearest
  /// Area average where the picture shrinks, bilinear where it grows: for photographs.
  case smooth
}

extension Bitmap {
  /// The bitmap at another size, whatever its aspect.
  package func scaled(
    width newWidth: Int, height newHeight: Int, filter: ScalingFilter
  ) -> Bitmap {
    precondition(newWidth > 0 && newHeight > 0, "no bitmap is \(newWidth)×\(newHeight)")
    if newWidth == width && newHeight == height { return self }
    switch filter {
    case .nearest: return nearest(newWidth, newHeight)
    case .smooth: return resampled(newWidth, newHeight)
    }
  }

  private func nearest(_ newWidth: Int, _ newHeight: Int) -> Bitmap {
    // The centre of the new pixel decides, so that integer factors give equal squares.
    let columns = (0..<newWidth).map { (2 * $0 + 1) * width / (2 * newWidth) }
    var result: [UInt8] = []
    result.reserveCapacity(3 * newWidth * newHeight)
    var drawn = -1
    for y in 0..<newHeight {
      let row = (2 * y + 1) * height / (2 * newHeight)
      if row == drawn {
        result.append(contentsOf: result[(result.count - 3 * newWidth)...])
        continue
      }
      for column in columns {
        let at = 3 * (row * width + column)
        result.append(rgb[at])
        result.append(rgb[at + 1])
        result.append(rgb[at + 2])
      }
      drawn = row
    }
    return Bitmap(width: newWidth, height: newHeight, rgb: result)
  }

  private func resampled(_ newWidth: Int, _ newHeight: Int) -> Bitmap {
    let across = Taps(from: width, to: newWidth)
    let down = Taps(from: height, to: newHeight)
    var narrow = [Float](repeating: 0, count: 3 * newWidth * height)
    for y in 0..<height {
      for x in 0..<newWidth {
        var sum = SIMD4<Float>.zero
        for tap in across.range(of: x) {
          let at = 3 * (y * width + across.source[tap])
          let pixel = SIMD4(Float(rgb[at]), Float(rgb[at + 1]), Float(rgb[at + 2]), 0)
          sum += pixel * across.weight[tap]
        }
        let at = 3 * (y * newWidth + x)
        narrow[at] = sum.x
        narrow[at + 1] = sum.y
        narrow[at + 2] = sum.z
      }
    }
    var result = [UInt8](repeating: 0, count: 3 * newWidth * newHeight)
    var row = [Float](repeating: 0, count: 3 * newWidth)
    for y in 0..<newHeight {
      for index in row.indices { row[index] = 0.5 }
      for tap in down.range(of: y) {
        let start = 3 * newWidth * down.source[tap]
        let weight = down.weight[tap]
        for index in row.indices { row[index] += narrow[start + index] * weight }
      }
      let start = 3 * newWidth * y
      for index in row.indices { result[start + index] = UInt8(min(255, max(0, row[index]))) }
    }
    return Bitmap(width: newWidth, height: newHeight, rgb: result)
  }
}

extension PixelSize {
  /// The largest size of this aspect inside `box`, at least one pixel each way.
  package func fitted(into box: PixelSize) -> PixelSize {
    precondition(width > 0 && height > 0 && box.width > 0 && box.height > 0)
    if width * box.height >= height * box.width {
      let fitted = (2 * height * box.width + width) / (2 * width)
      return PixelSize(width: box.width, height: max(1, fitted))
    }
    let fitted = (2 * width * box.height + height) / (2 * height)
    return PixelSize(width: max(1, fitted), height: box.height)
  }
}

/// The original pixels, with weights that sum to 1, that make each pixel along one axis.
private struct Taps {
  private(set) var source: [Int] = []
  private(set) var weight: [Float] = []
  private var start: [Int] = [0]

  init(from old: Int, to new: Int) {
    let ratio = Double(old) / Double(new)
    for index in 0..<new {
      if new < old {
        let low = Double(index) * ratio
        let high = Double(index + 1) * ratio
        for pixel in Int(low)..<min(old, Int(high.rounded(.up))) {
          let covered = min(high, Double(pixel + 1)) - max(low, Double(pixel))
          add(pixel, covered / ratio)
        }
      } else {
        let centre = (Double(index) + 0.5) * ratio - 0.5
        let below = centre.rounded(.down)
        add(max(0, Int(below)), 1 - (centre - below))
        add(min(old - 1, Int(below) + 1), centre - below)
      }
      start.append(source.count)
    }
  }

  func range(of index: Int) -> Range<Int> { start[index]..<start[index + 1] }

  private mutating func add(_ pixel: Int, _ share: Double) {
    source.append(pixel)
    weight.append(Float(share))
  }
}
