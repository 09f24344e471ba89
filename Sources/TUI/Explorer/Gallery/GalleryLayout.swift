import Terminal

/// Where the parts of the gallery are, for a size of the screen.
struct GalleryLayout {
  /// The frame around the pictures, or around what is said of one.
  let frame: Rect
  /// The rows of pictures.
  let pictures: Rect
  /// Of the picture that is selected, under a grid.
  let caption: Rect
  /// The frame around the selected picture; nil where a grid takes the whole screen.
  let preview: Rect?
  /// Pictures in a row.
  let columns: Int
  /// The lines of a row of pictures.
  let rowHeight: Int
  /// The cells of a small picture; empty in a list.
  let image: Size

  /// xterm keeps sixteen pictures on the screen, tmux twenty; those before them go.
  private static let mostPictures = 15

  /// - Parameters:
  ///   - isDetailed: whether all is said of the selected picture.
  ///   - isCoarse: whether pictures are characters, of which the screen keeps any number.
  init(_ layout: Layout, _ view: GalleryState.View, isDetailed: Bool, isCoarse: Bool) {
    var body = layout.body
    if view == .list || isDetailed {
      frame = body.takeLeft(layout.controls.width)
      preview = body
      pictures = frame.inset(horizontally: 2, vertically: 1)
      caption = .zero
      columns = 1
      // An empty line between two where there is much room.
      rowHeight = pictures.height >= 36 ? 3 : 2
      image = .zero
    } else {
      frame = body
      preview = nil
      var inner = frame.inset(horizontally: 1, vertically: 1)
      caption = inner.takeBottom(2).inset(horizontally: 1, vertically: 0)
      pictures = inner
      // Two rows at least, and pictures of 8×4 cells or more, about as wide as high.
      func columns(in rows: Int) -> Int { max(1, inner.width / (2 * (inner.height / rows))) }
      var rows = max(2, inner.height / 10)
      while columns(in: rows) < 3, inner.height / (rows + 1) > 4 { rows += 1 }
      while !isCoarse, rows > 1, rows * columns(in: rows) > Self.mostPictures { rows -= 1 }
      rowHeight = inner.height / rows
      let height = rowHeight - 1
      self.columns = columns(in: rows)
      image = Size(width: inner.width / self.columns - 2, height: height)
    }
  }

  /// The cells of the picture in `column` of a row, with its label below and a column on both sides.
  func cell(column: Int, y: Int) -> Rect {
    let width = image.width + 2
    return Rect(x: pictures.x + column * width, y: pictures.y + y, width: width, height: rowHeight)
  }
}
