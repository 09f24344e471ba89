import Render
import Terminal

extension State {
  /// Looks at all compared pictures nearer or farther, or beside what is seen of them.
  mutating func magnifyCompared(_ command: Command.Zoom) -> [Effect] {
    guard let (size, room) = comparedSize else { return [] }
    let isWhole = comparison?.zoom.view(of: size, in: room).scale == nil
    switch command {
    case .toggle: break
    case .whole: comparison?.zoom.showAll()
    case .closer: comparison?.zoom.move(closer: true, of: size, in: room)
    case .farther: comparison?.zoom.move(closer: false, of: size, in: room)
    // Where all of it is seen there is nothing beside it.
    case .left where isWhole: return compare(.less)
    case .right where isWhole: return compare(.more)
    case .left: comparison?.zoom.pan(-1, 0, of: size, in: room)
    case .right: comparison?.zoom.pan(1, 0, of: size, in: room)
    case .up: comparison?.zoom.pan(0, -1, of: size, in: room)
    case .down: comparison?.zoom.pan(0, 1, of: size, in: room)
    }
    return []
  }

  /// The pixels of the picture in front, and those that there is room for; nil where there is none.
  private var comparedSize: (size: PixelSize, room: PixelSize)? {
    guard let comparison,
      let image = comparison.imageInFront(with: look.theme.maps)?.content as? any SizedImage
    else { return nil }
    return (image.size, room.pixels(in: CompareView.pane(of: comparison, in: layout.body)))
  }

  /// What the mouse does with the pictures that are compared.
  mutating func note(compared event: MouseEvent) -> [Effect] {
    guard let (size, area) = comparedSize else { return [] }
    let point = Point(x: event.column, y: event.row)
    switch event.kind {
    case .press: comparison?.zoom.grasp(point)
    case .release: comparison?.zoom.release()
    case .drag: comparison?.zoom.drag(to: point, cell: room.pixelsOfCell, of: size, in: area)
    case .wheelUp: return magnify(.closer)
    case .wheelDown: return magnify(.farther)
    }
    return []
  }
}
