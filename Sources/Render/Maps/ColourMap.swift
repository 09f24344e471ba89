/// Colours for the numbers from 0 to 1, linear between evenly spaced anchors.
package struct ColourMap: Equatable, Sendable {
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
