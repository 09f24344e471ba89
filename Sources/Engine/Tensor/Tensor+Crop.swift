extension Tensor {
  /// The middle of a map at another size; zero around it where the map is smaller.
  ///
  /// Half a pixel is rounded to the even one where something is cut off, and down where something
  /// is added (spec v1 §4.1).
  package func cropped(height: Int, width: Int) -> Tensor {
    let down = CentredPart(of: map.height, in: height)
    let across = CentredPart(of: map.width, in: width)
    let result = Tensor([batch, height, width, channels])
    for sample in 0..<batch {
      for y in 0..<down.count {
        let from = (sample * map.height + down.source + y) * map.width + across.source
        let to = (sample * height + down.target + y) * width + across.target
        unsafe (result.base + to * channels)
          .update(from: base + from * channels, count: across.count * channels)
      }
    }
    return result
  }
}

/// What part of an axis is kept by a crop, and where it goes.
struct CentredPart {
  let source: Int
  let target: Int
  let count: Int

  var range: Range<Int> { source..<source + count }

  init(of extent: Int, in crop: Int) {
    count = min(extent, crop)
    target = (crop - count) / 2
    source = Int((Double(extent - count) / 2).rounded(.toNearestOrEven))
  }
}
