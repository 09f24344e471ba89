/// The output of Stage A: 8-bit RGB, row-major, three bytes a pixel.
package struct Picture: Equatable, Sendable {
  package let width: Int
  package let height: Int
  package let rgb: [UInt8]

  package init(width: Int, height: Int, rgb: [UInt8]) {
    precondition(rgb.count == 3 * width * height)
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}
