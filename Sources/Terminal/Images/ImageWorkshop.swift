import Dispatch
import Foundation
package import Render
import Synchronization

/// Makes the bytes of images in the background, of each slot the latest order alone.
///
/// It has a thread of its own: those of the queues may be busy computing, or have a low priority
/// from it.
package final class ImageWorkshop: Sendable {
  private struct Work {
    /// One order of a slot at most, the slot that has waited longest first.
    var waiting: [(order: ImageOrder, content: any ImageContent)] = []
    var done: [(order: ImageOrder, image: DrawnImage?)] = []
    var isClosed = false
  }

  private final class Desk: Sendable {
    let work = Mutex(Work())
    let orders = DispatchSemaphore(value: 0)
  }

  private let desk = Desk()

  /// - Parameters:
  ///   - maximum: the largest picture that the terminal takes.
  ///   - wake: called from another thread when an image is done.
  package init(maximum: PixelSize, wake: @escaping @Sendable () -> Void) {
    let thread = Thread { [desk] in
      while true {
        desk.orders.wait()
        let (next, isClosed) = desk.work.withLock { work in
          (work.waiting.isEmpty ? nil : work.waiting.removeFirst(), work.isClosed)
        }
        if isClosed { return }
        guard let (order, content) = next else { continue }
        let image = Self.draw(order, content, maximum: maximum)
        desk.work.withLock { $0.done.append((order, image)) }
        wake()
      }
    }
    thread.name = "wurst.images"
    thread.start()
  }

  deinit {
    desk.work.withLock { $0.isClosed = true }
    desk.orders.signal()
  }

  /// Has `content` made into bytes, in place of an order of the same slot that waits already.
  package func make(_ order: ImageOrder, from content: any ImageContent) {
    desk.work.withLock { work in
      if let place = work.waiting.firstIndex(where: { $0.order.slot == order.slot }) {
        work.waiting[place] = (order, content)
      } else {
        work.waiting.append((order, content))
      }
    }
    desk.orders.signal()
  }

  /// Takes what was made since the last call; nil for images that there is no room for.
  package func collect() -> [(order: ImageOrder, image: DrawnImage?)] {
    desk.work.withLock { work in
      defer { work.done = [] }
      return work.done
    }
  }

  private static func draw(
    _ order: ImageOrder, _ content: any ImageContent, maximum: PixelSize
  ) -> DrawnImage? {
    let bitmap = content.bitmap()
    let pane = CellRectangle(
      column: order.pane.x, row: order.pane.y, columns: order.pane.width, rows: order.pane.height)
    switch order.mode {
    case .none: return nil
    case .sixel(let count):
      // All images get the size of a photo, so that one turns into the next in its place; an
      // element that is a pixel wider than its neighbour is not seen at that size.
      guard
        let placement = ImagePlacement.sixel(
          bitmap.size, content: .photo, pane: pane, cell: order.cell,
          screenRows: order.screenRows, maximum: maximum),
        let bytes = try? SixelEncoder().encode(
          bitmap.scaled(to: placement.pixels, content.kind), colours: count)
      else { return nil }
      let at = Point(x: placement.cells.column, y: placement.cells.row)
      return DrawnImage(
        order: order, place: placement.place, parts: [DrawnImage.Part(at: at, bytes: bytes)])
    case .halfBlock(let depth):
      guard
        let placement = ImagePlacement.halfBlock(bitmap.size, content: content.kind, pane: pane)
      else { return nil }
      let rows = HalfBlockEncoder().encode(
        bitmap.scaled(to: placement.pixels, content.kind), depth: depth)
      let parts = rows.enumerated().map { row, bytes in
        DrawnImage.Part(
          at: Point(x: placement.cells.column, y: placement.cells.row + row), bytes: bytes)
      }
      return DrawnImage(order: order, place: placement.place, parts: parts)
    }
  }
}

extension ImagePlacement {
  fileprivate var place: DrawnImage.Place {
    DrawnImage.Place(
      pixels: pixels,
      cells: Rect(x: cells.column, y: cells.row, width: cells.columns, height: cells.rows))
  }
}

extension Bitmap {
  fileprivate func scaled(to size: PixelSize, _ kind: ImagePlacement.Content) -> Bitmap {
    // A grid that has to shrink loses elements unless they are mixed.
    let keepsElements = kind == .grid && size.width >= width
    return scaled(
      width: size.width, height: size.height, filter: keepsElements ? .nearest : .smooth)
  }
}
