/// Colours a latent, `[channels, height, width]` row-major, one pixel for each position.
///
/// Keep one value for all frames of a run: false colours then stay where they were. Values that are
/// not finite count as 0.
package struct LatentColours: Sendable {
  private var basis: LatentBasis?

  package init() {}

  /// False colour: the three directions in which the channels vary most, as red, green and blue.
  ///
  /// Each spans its 2nd to its 98th percentile; a direction that does not vary is mid-grey.
  package mutating func falseColour(
    _ values: [Float], channels: Int, height: Int, width: Int
  ) -> Bitmap {
    Self.check(values, channels, height, width)
    let positions = height * width
    let planes = (0..<channels).map { channel in
      values[channel * positions..<(channel + 1) * positions]
        .map { $0.isFinite ? Double($0) : 0 }
    }
    let basis = LatentBasis(of: planes, near: basis)
    self.basis = basis
    var rgb = [UInt8](repeating: 0, count: 3 * positions)
    for (lane, axis) in basis.axes.enumerated() {
      var projection = [Double](repeating: 0, count: positions)
      for channel in 0..<channels {
        for position in 0..<positions {
          projection[position] += axis[channel] * planes[channel][position]
        }
      }
      let range = RobustRange(projection)
      for position in 0..<positions {
        rgb[3 * position + lane] = UInt8((255 * range.share(of: projection[position])).rounded())
      }
    }
    return Bitmap(width: width, height: height, rgb: rgb)
  }

  /// One channel, from its 2nd to its 98th percentile along `map`.
  package static func channel(
    _ channel: Int, of values: [Float], channels: Int, height: Int, width: Int,
    map: ColourMap = .viridis
  ) -> Bitmap {
    check(values, channels, height, width)
    precondition(0..<channels ~= channel, "a latent of \(channels) channels has no \(channel)")
    let plane = values[channel * height * width..<(channel + 1) * height * width]
      .map { $0.isFinite ? Double($0) : 0 }
    let range = RobustRange(plane)
    let rgb = plane.flatMap { value in
      let colour = map.colour(at: range.share(of: value))
      return [colour.red, colour.green, colour.blue]
    }
    return Bitmap(width: width, height: height, rgb: rgb)
  }

  private static func check(_ values: [Float], _ channels: Int, _ height: Int, _ width: Int) {
    precondition(
      channels > 0 && values.count == channels * height * width,
      "\(values.count) values are no \(channels)×\(height)×\(width) latent")
  }
}

/// The span of most of a set of values: a few outliers do not stretch it.
struct RobustRange: Equatable {
  let low: Double
  let high: Double

  init(_ values: [Double]) {
    let sorted = values.sorted()
    guard let last = sorted.indices.last else {
      (low, high) = (0, 0)
      return
    }
    low = sorted[Int((0.02 * Double(last)).rounded())]
    high = sorted[Int((0.98 * Double(last)).rounded())]
  }

  /// The place of `value` in the range, 0…1; the middle where the range is empty.
  func share(of value: Double) -> Double {
    // A range within rounding of its own size is noise, not a range.
    guard high - low > 1e-9 * max(low.magnitude, high.magnitude) else { return 0.5 }
    return min(1, max(0, (value - low) / (high - low)))
  }
}
