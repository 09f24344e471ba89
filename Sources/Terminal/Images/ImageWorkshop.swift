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
    var waiting: [(order: ImageOrder, content: any ImageContent, limits: Limits)] = []
    var done: [(order: ImageOrder, image: DrawnImage?)] = []
    var isClosed = false
  }

  /// What the line to the terminal and the terminal itself can take.
  package struct Limits: Sendable {
    /// The largest picture.
    package let maximum: PixelSize
    /// How many bytes may go between two keys.
    package var piece: Int
    /// How many bytes a draft may take.
    package var draft: Int?

    package init(maximum: PixelSize, piece: Int = Int.max, draft: Int? = nil) {
      self.maximum = maximum
      self.piece = piece
      self.draft = draft
    }
  }

  private final class Desk: Sendable {
    let work = Mutex(Work())
    let orders = DispatchSemaphore(value: 0)
  }

  private let desk = Desk()

  /// - Parameter wake: called from another thread when an image is done.
  package init(wake: @escaping @Sendable () -> Void) {
    let thread = Thread { [desk] in
      var numbers = ImageNumbers()
      while true {
        desk.orders.wait()
        let (next, isClosed) = desk.work.withLock { work in
          (work.waiting.isEmpty ? nil : work.waiting.removeFirst(), work.isClosed)
        }
        if isClosed { return }
        guard let (order, content, limits) = next else { continue }
        let image = Self.draw(order, content, limits, number: numbers.next())
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
  package func make(_ order: ImageOrder, from content: any ImageContent, within limits: Limits) {
    desk.work.withLock { work in
      if let place = work.waiting.firstIndex(where: { $0.order.slot == order.slot }) {
        work.waiting[place] = (order, content, limits)
      } else {
        work.waiting.append((order, content, limits))
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
    _ order: ImageOrder, _ content: any ImageContent, _ limits: Limits, number: UInt32
  ) -> DrawnImage? {
    var pane = GraphicsPane(
      cells: CellRectangle(order.pane), hole: order.hole.map { CellRectangle($0) },
      cell: order.cell, screenRows: order.screenRows, maximum: limits.maximum)
    pane.number = number
    pane.piece = min(limits.piece, GraphicsPane.largestPiece)
    guard let drawing = order.mode.graphicsProtocol else { return nil }
    let bitmap = content.bitmap()
    let bytes =
      if order.isDraft, let limit = limits.draft {
        drawing.draft(bitmap, content.kind, in: pane, limit: limit)
      } else {
        drawing.draw(bitmap, content.kind, in: pane)
      }
    guard let drawn = bytes else { return nil }
    let (pixels, cells) = (drawn.placement.pixels, drawn.placement.cells)
    return DrawnImage(
      order: order,
      place: DrawnImage.Place(
        pixels: pixels,
        cells: Rect(x: cells.column, y: cells.row, width: cells.columns, height: cells.rows)),
      parts: drawn.parts.map {
        DrawnImage.Part(at: Point(x: $0.column, y: $0.row), bytes: $0.bytes)
      }, number: number)
  }
}

/// Numbers for images that no other program is likely to use on the same terminal.
///
/// The middle bytes are 0, as placeholders want it.
private struct ImageNumbers {
  private var last: UInt32 = 0
  private let high = UInt32(1 + getpid() % 250)

  mutating func next() -> UInt32 {
    last = last % 250 + 1
    return high << 24 | last
  }
}

extension CellRectangle {
  fileprivate init(_ area: Rect) {
    self.init(column: area.x, row: area.y, columns: area.width, rows: area.height)
  }
}
