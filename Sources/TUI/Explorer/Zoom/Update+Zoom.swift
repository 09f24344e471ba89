import Render
package import Terminal

extension State {
  mutating func magnify(_ command: Command.Zoom) -> [Effect] {
    guard zoom != nil else {
      if comparison != nil { return magnifyCompared(command) }
      zoom = Zoom()
      return []
    }
    if command == .toggle {
      zoom = nil
      return []
    }
    guard let size = zoomedImage?.whole.size else { return [] }
    let room = zoomRoom
    let isWhole = zoom?.view(of: size, in: room).scale == nil
    switch command {
    case .toggle: break
    case .whole: zoom?.showAll()
    case .closer: zoom?.move(closer: true, of: size, in: room)
    case .farther: zoom?.move(closer: false, of: size, in: room)
    // Where all of it is seen there is nothing beside it but its neighbours.
    case .left where isWhole && screen == .gallery: return browse(.left)
    case .right where isWhole && screen == .gallery: return browse(.right)
    case .left: zoom?.pan(-1, 0, of: size, in: room)
    case .right: zoom?.pan(1, 0, of: size, in: room)
    case .up: zoom?.pan(0, -1, of: size, in: room)
    case .down: zoom?.pan(0, 1, of: size, in: room)
    }
    return []
  }

  /// The cells of the picture that fills the screen.
  var zoomArea: Rect { Layout.zoomed(size) }

  private var zoomRoom: PixelSize { room.pixels(in: zoomArea) }

  /// What fills the screen, with what is seen of it; nil where there is no picture yet.
  package var zoomedImage: (source: ImageSource, whole: any SizedImage, view: Zoom.View)? {
    let found =
      screen == .gallery
      ? gallery.image : drawing.preview.image(of: drawing.preview.tab, with: look.theme.maps)
    guard let zoom, let found, let whole = found.content as? any SizedImage else { return nil }
    let view = zoom.view(of: whole.size, in: zoomRoom)
    return (found.seen(in: view, of: whole), whole, view)
  }

  /// What there is to say of what is seen.
  var zoomWords: String {
    zoomedImage.map { $0.view.words(of: $0.whole.size) } ?? ""
  }

  /// What the mouse does with the picture that fills the screen.
  mutating func note(zoomed event: MouseEvent) -> [Effect] {
    let point = Point(x: event.column, y: event.row)
    guard zoomArea.contains(point), let size = zoomedImage?.whole.size else { return [] }
    let area = zoomRoom
    let cell = room.pixelsOfCell
    switch event.kind {
    case .press: zoom?.grasp(point)
    case .release: zoom?.release()
    case .drag: zoom?.drag(to: point, cell: cell, of: size, in: area)
    case .wheelUp: return magnify(.closer)
    case .wheelDown: return magnify(.farther)
    }
    return []
  }
}
