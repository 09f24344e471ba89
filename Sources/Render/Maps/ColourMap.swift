/// Colours for the numbers from 0 to 1, linear between evenly spaced anchors.
package struct ColourMap: Hashable, Sendable {
  package let anchors: [RGB]

  package init(anchors: [RGB]) {
    precondition(anchors.count >= 2, "a colour map needs two ends")
    self.anchors = anchors
  }

  /// Equal steps look equal, also without red or green sight: eleven anchors of matplotlib's map.
  package static let viridis = ColourMap(
    anchors: [
      0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70, 0x7AD151,
      0xBDDF26, 0xFDE725,
    ].map { RGB(hex: $0) })

  /// Equal steps look equal, and the same without red or green sight: matplotlib's map.
  package static let cividis = ColourMap(
    anchors: [
      0x00204C, 0x002A66, 0x00346E, 0x273F6C, 0x3C4A6B, 0x4C556B, 0x5B5F6D, 0x686A70, 0x757575,
      0x838178, 0x928C78, 0xA19876, 0xB0A572, 0xC0B16D, 0xD1BF66, 0xE1CC5C, 0xF3DB4F, 0xFFE945,
    ].map { RGB(hex: $0) })

  /// From black through violet and orange to nearly white: eleven anchors of matplotlib's map.
  package static let magma = ColourMap(
    anchors: [
      0x000004, 0x140E36, 0x3B0F70, 0x641A80, 0x8C2981, 0xB73779, 0xDE4968, 0xF7705C, 0xFE9F6D,
      0xFECF92, 0xFCFDBF,
    ].map { RGB(hex: $0) })

  package static let grey = ColourMap(anchors: [RGB(hex: 0x000000), RGB(hex: 0xFFFFFF)])

  /// The colour at `place`, which is cut to 0…1.
  package func colour(at place: Double) -> RGB {
    let scaled = min(1, max(0, place)) * Double(anchors.count - 1)
    let below = min(anchors.count - 2, Int(scaled))
    let share = scaled - Double(below)
    func mix(_ channel: KeyPath<RGB, UInt8>) -> UInt8 {
      let low = Double(anchors[below][keyPath: channel])
      return UInt8((low + share * (Double(anchors[below + 1][keyPath: channel]) - low)).rounded())
    }
    return RGB(red: mix(\.red), green: mix(\.green), blue: mix(\.blue))
  }
}
