extension Tensor {
  /// Bilinear, corners aligned: output `i` lies at `i · (in - 1) / (out - 1)` of the input.
  package func resized(_ rows: Int, _ columns: Int) -> Tensor {
    let (height, width) = map
    let result = Tensor(uninitialized: [batch, rows, columns, channels])
    let ys = Self.alignedPlaces(height, rows)
    let xs = Self.alignedPlaces(width, columns)
    for sample in 0..<batch {
      for (y, vertical) in ys.enumerated() {
        for (x, horizontal) in xs.enumerated() {
          let out = unsafe result.base + ((sample * rows + y) * columns + x) * channels
          let top = unsafe base + (sample * height + vertical.lower) * width * channels
          let bottom = unsafe base + (sample * height + vertical.upper) * width * channels
          let left = horizontal.lower * channels
          let right = horizontal.upper * channels
          for c in 0..<channels {
            let above =
              unsafe top[left + c] * (1 - horizontal.part)
              + top[right + c] * horizontal.part
            let below =
              unsafe bottom[left + c] * (1 - horizontal.part)
              + bottom[right + c] * horizontal.part
            unsafe out[c] = above * (1 - vertical.part) + below * vertical.part
          }
        }
      }
    }
    return result
  }

  private static func alignedPlaces(_ input: Int, _ output: Int)
    -> [(lower: Int, upper: Int, part: Float)]
  {
    let step = output > 1 ? Float(input - 1) / Float(output - 1) : 0
    return (0..<output).map { index in
      let place = Float(index) * step
      let lower = min(Int(place), input - 1)
      return (lower, min(lower + 1, input - 1), place - Float(lower))
    }
  }
}
