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
    let pane = GraphicsPane(
      cells: CellRectangle(order.pane), hole: order.hole.map { CellRectangle($0) },
      cell: order.cell, screenRows: order.screenRows, maximum: maximum)
    guard
      let drawn = order.mode.graphicsProtocol?.draw(content.bitmap(), content.kind, in: pane)
    else { return nil }
    let (pixels, cells) = (drawn.placement.pixels, drawn.placement.cells)
    return DrawnImage(
      order: order,
      place: DrawnImage.Place(
        pixels: pixels,
        cells: Rect(x: cells.column, y: cells.row, width: cells.columns, height: cells.rows)),
      parts: drawn.rows.enumerated().map { row, bytes in
        DrawnImage.Part(at: Point(x: cells.column, y: cells.row + row), bytes: bytes)
      })
  }
}

extension CellRectangle {
  fileprivate init(_ area: Rect) {
    self.init(column: area.x, row: area.y, columns: area.width, rows: area.height)
  }
}
