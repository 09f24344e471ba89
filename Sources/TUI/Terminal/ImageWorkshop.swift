import Dispatch
package import Render
import Synchronization

/// Makes the bytes of images in the background, the latest order first.
package final class ImageWorkshop: Sendable {
  private struct Work {
    var waiting: (order: ImageOrder, content: ImageSource.Content)?
    var done: [(order: ImageOrder, image: DrawnImage?)] = []
    var isBusy = false
    var latentColours = LatentColours()
  }

  private let work = Mutex(Work())
  private let queue = DispatchQueue(label: "wurst.images", qos: .userInitiated)
  private let maximum: PixelSize
  private let wake: @Sendable () -> Void

  /// - Parameters:
  ///   - maximum: the largest picture that the terminal takes.
  ///   - wake: called from another thread when an image is done.
  package init(maximum: PixelSize, wake: @escaping @Sendable () -> Void) {
    self.maximum = maximum
    self.wake = wake
  }

  /// Has `content` made into bytes; an order that waits already is forgotten.
  package func make(_ order: ImageOrder, from content: ImageSource.Content) {
    let isIdle = work.withLock { work in
      work.waiting = (order, content)
      defer { work.isBusy = true }
      return !work.isBusy
    }
    if isIdle { queue.async { self.run() } }
  }

  /// Takes what was made since the last call; nil for images that there is no room for.
  package func collect() -> [(order: ImageOrder, image: DrawnImage?)] {
    work.withLock { work in
      defer { work.done = [] }
      return work.done
    }
  }

  private func run() {
    while true {
      let next = work.withLock { work in
        let next = work.waiting
        work.waiting = nil
        if next == nil { work.isBusy = false }
        return next.map { ($0.order, $0.content, work.latentColours) }
      }
      guard let (order, content, colours) = next else { return }
      var latentColours = colours
      let image = Self.draw(order, content, &latentColours, maximum: maximum)
      work.withLock { work in
        work.latentColours = latentColours
        work.done.append((order, image))
      }
      wake()
    }
  }

  private static func draw(
    _ order: ImageOrder, _ content: ImageSource.Content, _ colours: inout LatentColours,
    maximum: PixelSize
  ) -> DrawnImage? {
    let bitmap = content.bitmap(&colours)
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
