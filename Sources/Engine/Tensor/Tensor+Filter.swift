extension Tensor {
  /// A map `[batch, height, width, channels]` filtered along its columns, then along its rows.
  package func filtered(rows: AxisFilter, columns: AxisFilter) -> Tensor {
    let (height, width) = map
    precondition(
      rows.input == height && columns.input == width,
      "\(height)×\(width) positions do not suit a filter of \(rows.input)×\(columns.input)")
    let line = columns.sources.count * channels
    let lines = rows.sources.count
    return unsafe Self.narrowed(batch, lines, columns, channels) { index, out in
      let (sample, y) = index.quotientAndRemainder(dividingBy: lines)
      let row = sample * height + rows.sources.lowerBound + y
      let start = (row * width + columns.sources.lowerBound) * channels
      unsafe out.update(from: base + start, count: line)
    }
    .shortened(rows)
  }

  /// A map of the size `rows` × `columns`, with the antialiased bicubic filter from corner to corner that
  /// version 2 uses for latents (spec v2 §3.1).
  package func resizedFromCorners(_ rows: Int, _ columns: Int) -> Tensor {
    let (height, width) = map
    return filtered(
      rows: AxisFilter(from: height, to: rows, .bicubic, .corners),
      columns: AxisFilter(from: width, to: columns, .bicubic, .corners))
  }

  /// A picture of 8-bit RGB, values 0…1, filtered as `filtered` does: `[1, rows, columns, 3]`.
  ///
  /// The picture never lies in memory as floats as a whole, and only the lines that are looked at lie
  /// there filtered along their columns.
  package static func filtered(rgb: [UInt8], rows: AxisFilter, columns: AxisFilter) -> Tensor {
    precondition(rgb.count == 3 * columns.input * rows.input)
    let line = 3 * columns.sources.count
    return unsafe narrowed(1, rows.sources.count, columns, 3) { index, out in
      let row = rows.sources.lowerBound + index
      let start = 3 * (row * columns.input + columns.sources.lowerBound)
      unsafe rgb.withUnsafeBufferPointer { bytes in
        for place in 0..<line {
          unsafe out[place] = unsafe Float(bytes[start + place]) / 255
        }
      }
    }
    .shortened(rows)
  }

  /// A map of `height` lines filtered along its columns; `load` writes what of one the filter looks at.
  private static func narrowed(
    _ batch: Int, _ height: Int, _ filter: AxisFilter, _ channels: Int,
    load: (Int, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    let result = Tensor(uninitialized: [batch, height, filter.output, channels])
    let bandOfLines = 16
    let lines = batch * height
    Parallel.run((lines + bandOfLines - 1) / bandOfLines) { band in
      let scratch = TensorStorage(count: filter.sources.count * channels)
      for line in band * bandOfLines..<min(lines, (band + 1) * bandOfLines) {
        unsafe load(line, scratch.base)
        for x in 0..<filter.output {
          let out = unsafe result.base + (line * filter.output + x) * channels
          unsafe filter.weigh(x, scratch.base, stride: channels, into: out, count: channels)
        }
      }
    }
    return result
  }

  /// The map, whose rows are those that the filter looks at, filtered along them.
  private func shortened(_ filter: AxisFilter) -> Tensor {
    let (height, width) = map
    let line = width * channels
    let result = Tensor(uninitialized: [batch, filter.output, width, channels])
    Parallel.run(batch * filter.output) { index in
      let (sample, y) = index.quotientAndRemainder(dividingBy: filter.output)
      unsafe filter.weigh(
        y, base + sample * height * line, stride: line, into: result.base + index * line,
        count: line)
    }
    return result
  }
}

extension AxisFilter {
  /// Writes place `index`: the weighted sum of runs of `count` floats that begin `stride` apart, from
  /// the first of `sources` on.
  ///
  /// Both ways of adding take the taps in the same order, so that they give the same bits.
  fileprivate func weigh(
    _ index: Int, _ runs: UnsafePointer<Float>, stride: Int, into out: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    var run = unsafe runs + (starts[index].source - sources.lowerBound) * stride
    unsafe weights.withUnsafeBufferPointer { weights in
      if count == 3 {
        // Pixels: a loop over three floats costs more than its sums.
        var (red, green, blue) = (Float(0), Float(0), Float(0))
        for tap in taps(index) {
          let weight = unsafe weights[tap]
          red += unsafe weight * run[0]
          green += unsafe weight * run[1]
          blue += unsafe weight * run[2]
          unsafe run += stride
        }
        unsafe (out[0], out[1], out[2]) = (red, green, blue)
        return
      }
      unsafe out.update(repeating: 0, count: count)
      for tap in taps(index) {
        let weight = unsafe weights[tap]
        for place in 0..<count { unsafe out[place] += unsafe weight * run[place] }
        unsafe run += stride
      }
    }
  }
}
