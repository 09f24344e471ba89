/// The extents of a picture in pixels.
package struct PictureSize: Codable, Equatable, Sendable, CustomStringConvertible {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Reads `512x384`, also with the sign ×.
  package init?(typed text: String) {
    let extents = text.split(omittingEmptySubsequences: false) { "xX×".contains($0) }
      .map { Int($0) }
    guard extents.count == 2, let width = extents[0], let height = extents[1],
      Self.extent.contains(width), Self.extent.contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }

  /// What a side of any picture can have, in pixels.
  package static let extent = 1...100_000

  package var description: String { "\(width)×\(height)" }
}
