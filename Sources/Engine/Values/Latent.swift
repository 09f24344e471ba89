/// The output of Stage C, `[channels, height, width]`, row-major.
package struct Latent: Equatable, Sendable {
  package let channels: Int
  package let height: Int
  package let width: Int
  package let values: [Float]

  package init(channels: Int, height: Int, width: Int, values: [Float]) {
    precondition(values.count == channels * height * width)
    self.channels = channels
    self.height = height
    self.width = width
    self.values = values
  }

  package var shape: Shape { Shape(channels: channels, height: height, width: width) }

  /// The extents of a latent.
  package struct Shape: Equatable, Sendable, CustomStringConvertible {
    package let channels: Int
    package let height: Int
    package let width: Int

    package init(channels: Int, height: Int, width: Int) {
      self.channels = channels
      self.height = height
      self.width = width
    }

    package var description: String { "\(channels) channels on \(width)×\(height)" }
  }
}
