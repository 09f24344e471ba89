extension Tensor {
  /// A map `[batch, height, width, channels]` filtered along its columns, then along its rows.
  package func filtered(rows: AxisFilter, columns: AxisFilter) -> Tensor {
    let (height, width) = map
    precondition(
      rows.input == height && columns.input == width,
      "\(height)×\(width) positions do not suit a filter of \(rows.input)×\(columns.input)")
    let line = width * channels
    return unsafe Self.narrowed([batch, height, width, channels], columns) { index, out in
      unsafe out.update(from: base + index * line, count: line)
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
  /// The picture never lies in memory as floats as a whole.
  package static func filtered(rgb: [UInt8], rows: AxisFilter, columns: AxisFilter) -> Tensor {
    let line = 3 * columns.input
    precondition(rgb.count == line * rows.input)
    return unsafe narrowed([1, rows.input, columns.input, 3], columns) { index, out in
      unsafe rgb.withUnsafeBufferPointer { bytes in
        for place in 0..<line {
          unsafe out[place] = unsafe Float(bytes[index * line + place]) / 255
        }
      }
    }
    .shortened(rows)
  }

  /// A map of `shape` filtered along its columns; `load` writes one line of it.
  private static func narrowed(
    _ shape: [Int], _ filter: AxisFilter, load: (Int, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    let channels = shape[3]
    let result = Tensor(uninitialized: [shape[0], shape[1], filter.output, channels])
    let bandOfLines = 16
    let lines = shape[0] * shape[1]
    Parallel.run((lines + bandOfLines - 1) / bandOfLines) { band in
      let scratch = TensorStorage(count: filter.input * channels)
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

  /// The map filtered along its rows.
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
  /// Writes place `index`: the weighted sum of runs of `count` floats that begin `stride` apart.
  ///
  /// Both ways of adding take the taps in the same order, so that they give the same bits.
  fileprivate func weigh(
    _ index: Int, _ runs: UnsafePointer<Float>, stride: Int, into out: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    var run = unsafe runs + starts[index].source * stride
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
