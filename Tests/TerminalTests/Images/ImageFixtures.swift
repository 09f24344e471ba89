import Render
import Terminal

extension ImageOrder {
  static func test(_ version: Int, series: Int = 0, pane: Rect, slot: Int = 0) -> ImageOrder {
    ImageOrder(
      slot: ImageSlot(slot), key: ImageKey(series: series, version: version, variant: 0),
      pane: pane, screenRows: 24, cell: PixelSize(width: 8, height: 16),
      mode: .sixel(colours: 256))
  }
}

extension DrawnImage {
  /// An image that leaves a margin of one cell in its pane.
  static func test(_ order: ImageOrder, side: Int = 300) -> DrawnImage {
    DrawnImage(
      order: order,
      place: Place(
        pixels: PixelSize(width: side, height: side),
        cells: order.pane.inset(horizontally: 1, vertically: 1)),
      parts: [])
  }
}

extension ImageSchedule {
  /// Plans for one image alone.
  mutating func plan(_ order: ImageOrder?, isLive: Bool, at now: Double) -> Plan {
    plan(order.map { [Wish($0, isLive: isLive)] } ?? [], at: now)
  }
}
