/// Turns a picture of any size into what the encoder takes (spec v1 §4.1).
///
/// Only that part is resized that the crop leaves, so that no proportions take much memory.
///
/// Pictures are `[batch, height, width, 3]` with values 0…1. Work that is cut short by a cancellation leaves
/// unset values; the encoder finds out.
package struct ImagePreprocessing: Sendable {
  /// The shorter side of a resized picture, in pixels.
  package let side: Int
  package let crop: (height: Int, width: Int)
  package let kernel: AxisFilter.Kernel
  /// Per colour.
  package let mean: [Float]
  package let deviation: [Float]

  package init(
    side: Int, crop: (height: Int, width: Int), kernel: AxisFilter.Kernel = .bilinear,
    mean: [Float] = [0.485, 0.456, 0.406], deviation: [Float] = [0.229, 0.224, 0.225]
  ) {
    precondition(side > 0 && crop.height > 0 && crop.width > 0)
    precondition(mean.count == 3 && deviation.count == 3)
    self.side = side
    self.crop = crop
    self.kernel = kernel
    self.mean = mean
    self.deviation = deviation
  }

  /// The square input of the encoder; version 1 was trained with 384 pixels.
  package init(_ side: Int = 384) { self.init(side: side, crop: (side, side)) }

  /// Resizes just so far that a picture of these extents covers the crop.
  package init(covering crop: (height: Int, width: Int), height: Int, width: Int) {
    let shorter = min(height, width)
    // The side that has least to spare decides.
    let side =
      crop.height * width >= crop.width * height
      ? (shorter * crop.height + height - 1) / height : (shorter * crop.width + width - 1) / width
    self.init(side: side, crop: crop)
  }

  package func callAsFunction(_ picture: Tensor) -> Tensor {
    let (height, width) = picture.map
    let (rows, columns) = filters(height, width)
    return normalized(filled(picture.filtered(rows: rows, columns: columns)))
  }

  /// The same from 8-bit RGB, `3 · height · width` bytes in rows from the top.
  package func callAsFunction(rgb: [UInt8], height: Int, width: Int) -> Tensor {
    normalized(fitted(rgb: rgb, height: height, width: width))
  }

  /// The picture in the extents of the crop, as it is.
  package func fitted(rgb: [UInt8], height: Int, width: Int) -> Tensor {
    let (rows, columns) = filters(height, width)
    return filled(.filtered(rgb: rgb, rows: rows, columns: columns))
  }

  /// The picture with the shorter side `side` pixels long, whatever its proportions.
  package func resized(_ picture: Tensor) -> Tensor {
    let (height, width) = picture.map
    let shorter = min(height, width)
    func filter(_ extent: Int) -> AxisFilter {
      AxisFilter(from: extent, to: side * extent / shorter, kernel)
    }
    return picture.filtered(rows: filter(height), columns: filter(width))
  }

  /// The bytes that resizing and cutting a picture of these extents takes.
  func workingBytes(height: Int, width: Int) -> Int {
    let lines = filters(height, width).rows.sources.count
    // The lines filtered along their columns, then what is filtered, filled up and normalised.
    return 3 * MemoryLayout<Float>.stride * crop.width * (lines + 3 * crop.height)
  }

  /// Those of what the crop leaves.
  private func filters(_ height: Int, _ width: Int) -> (rows: AxisFilter, columns: AxisFilter) {
    let shorter = min(height, width)
    func filter(_ extent: Int, _ crop: Int) -> AxisFilter {
      let length = side * extent / shorter
      return AxisFilter(
        from: extent, to: length, kernel, places: CentredPart(of: length, in: crop).range)
    }
    return (filter(height, crop.height), filter(width, crop.width))
  }

  /// The picture with black around it where it is smaller than the crop.
  private func filled(_ picture: Tensor) -> Tensor {
    picture.cropped(height: crop.height, width: crop.width)
  }

  /// The picture with the mean and the deviation of each colour that the encoder expects.
  package func normalized(_ picture: Tensor) -> Tensor {
    let scale = deviation.map { 1 / $0 }
    let shift = zip(mean, deviation).map { -$0 / $1 }
    let repeated = { (row: [Float]) in
      Tensor([picture.batch, 3], Array(repeating: row, count: picture.batch).flatMap { $0 })
    }
    return picture.scaledShifted(repeated(scale), repeated(shift))
  }
}
