import Glibc

/// How near one picture comes to another of the same size.
package struct ImageQuality: Equatable, Sendable {
  /// Peak signal to noise over all three colours, in decibels; infinite for equal pictures.
  package let peakSignalToNoise: Double
  /// The mean structural similarity of the luma, at most 1, which equal pictures have.
  ///
  /// Wang, Bovik, Sheikh and Simoncelli 2004: Gaussian windows of 11×11 with a deviation of 1.5, wholly
  /// inside the picture, K₁ 0.01, K₂ 0.03, over luma of 0.299 R + 0.587 G + 0.114 B (BT.601). In
  /// pictures of fewer than 11 rows or columns the window has as many as there are.
  package let structuralSimilarity: Double

  package init(of bitmap: Bitmap, against original: Bitmap) {
    precondition(
      bitmap.size == original.size,
      "\(bitmap.width)×\(bitmap.height) is not the size of \(original.width)×\(original.height)")
    peakSignalToNoise = Self.peakSignalToNoise(bitmap.rgb, original.rgb)
    structuralSimilarity = Self.structuralSimilarity(bitmap, original)
  }

  private static func peakSignalToNoise(_ a: [UInt8], _ b: [UInt8]) -> Double {
    var squares = 0
    for index in a.indices {
      let difference = Int(a[index]) - Int(b[index])
      squares += difference * difference
    }
    return 10 * log10(255 * 255 * Double(a.count) / Double(squares))
  }

  private static func structuralSimilarity(_ a: Bitmap, _ b: Bitmap) -> Double {
    let across = window(a.width)
    let down = window(a.height)
    let columns = a.width - across.count + 1
    // The lines under the window, each filtered along its columns.
    var lines: [[Moments]] = []
    var sum = 0.0
    for y in 0..<a.height {
      let line = filtered(moments(a, b, y), across, columns)
      if lines.count < down.count {
        lines.append(line)
      } else {
        lines[y % down.count] = line
      }
      if y >= down.count - 1 {
        sum += similarity(lines, first: y + 1 - down.count, down, columns)
      }
    }
    return sum / Double(columns * (a.height - down.count + 1))
  }

  /// Of the luma x and y of two pixels: x, y, x² + y² and x·y, of which the index needs no more.
  private typealias Moments = SIMD4<Double>

  private static func moments(_ a: Bitmap, _ b: Bitmap, _ y: Int) -> [Moments] {
    (0..<a.width).map { x in
      let at = 3 * (y * a.width + x)
      let (p, q) = (luma(a.rgb, at), luma(b.rgb, at))
      return Moments(p, q, p * p + q * q, p * q)
    }
  }

  private static func luma(_ rgb: [UInt8], _ at: Int) -> Double {
    0.299 * Double(rgb[at]) + 0.587 * Double(rgb[at + 1]) + 0.114 * Double(rgb[at + 2])
  }

  /// The weights of a Gaussian that fits into `extent`; they sum to 1.
  private static func window(_ extent: Int) -> [Double] {
    let count = min(11, extent)
    let weights = (0..<count).map { index in
      let place = Double(index) - Double(count - 1) / 2
      return exp(-place * place / (2 * 1.5 * 1.5))
    }
    return weights.map { $0 / weights.reduce(0, +) }
  }

  private static func filtered(
    _ line: [Moments], _ window: [Double], _ columns: Int
  ) -> [Moments] {
    (0..<columns).map { x in
      var sum = Moments.zero
      for tap in window.indices { sum += line[x + tap] * window[tap] }
      return sum
    }
  }

  /// The sum of the index over one line of windows; `lines` is a ring that begins at line `first`.
  private static func similarity(
    _ lines: [[Moments]], first: Int, _ window: [Double], _ columns: Int
  ) -> Double {
    let c1 = 0.01 * 255 * 0.01 * 255
    let c2 = 0.03 * 255 * 0.03 * 255
    var means = [Moments](repeating: .zero, count: columns)
    for tap in window.indices {
      let line = lines[(first + tap) % window.count]
      for x in 0..<columns { means[x] += line[x] * window[tap] }
    }
    var sum = 0.0
    for mean in means {
      let product = mean.x * mean.y
      let squares = mean.x * mean.x + mean.y * mean.y
      let covariance = mean.w - product
      let variances = mean.z - squares
      sum +=
        (2 * product + c1) * (2 * covariance + c2)
        / ((squares + c1) * (variances + c2))
    }
    return sum
  }
}
