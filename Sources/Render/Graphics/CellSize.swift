/// The window of a terminal as the kernel knows it (`TIOCGWINSZ`); pixels are 0 where unknown.
package struct WindowSize: Equatable, Sendable {
  package var columns: Int
  package var rows: Int
  package var pixels: PixelSize

  package init(columns: Int, rows: Int, pixels: PixelSize) {
    self.columns = columns
    self.rows = rows
    self.pixels = pixels
  }
}

/// The size of one cell of text in pixels, and how it was found.
package struct CellSize: Equatable, Sendable {
  package enum Source: String, Equatable, Sendable {
    case cellReport = "the terminal's cell report"
    case window = "the window size"
    case textArea = "the terminal's text area"
    case imageArea = "the terminal's picture area"
    case assumed = "an assumption"
  }

  package let pixels: PixelSize
  package let source: Source

  /// Takes the first source that gives a plausible cell: the cell report, the window, the text
  /// area, the picture area; else 10×20, which is also what Windows Terminal pretends to have.
  ///
  /// Quotients are rounded down: xterm counts an inner border among its window's pixels.
  package init(capabilities: Capabilities, window: WindowSize) {
    var columns = window.columns
    var rows = window.rows
    if columns <= 0 || rows <= 0, let cells = capabilities.textCells {
      columns = cells.columns
      rows = cells.rows
    }
    func divide(_ area: PixelSize?) -> PixelSize? {
      guard let area, columns > 0, rows > 0 else { return nil }
      return PixelSize(width: area.width / columns, height: area.height / rows)
    }
    // A picture area as large as the largest picture was cut and says nothing about the cells.
    var imageArea = capabilities.imageArea
    if let area = imageArea, let most = capabilities.maximumImage,
      area.width >= most.width || area.height >= most.height
    {
      imageArea = nil
    }
    let candidates: [(PixelSize?, Source)] = [
      (capabilities.cell, .cellReport), (divide(window.pixels), .window),
      (divide(capabilities.textArea), .textArea), (divide(imageArea), .imageArea),
    ]
    for case (let size?, let source) in candidates where Self.isPlausible(size) {
      self.init(pixels: size, source: source)
      return
    }
    self.init(pixels: PixelSize(width: 10, height: 20), source: .assumed)
  }

  private init(pixels: PixelSize, source: Source) {
    self.pixels = pixels
    self.source = source
  }

  private static func isPlausible(_ cell: PixelSize) -> Bool {
    2...200 ~= cell.width && 4...400 ~= cell.height && cell.height <= 6 * cell.width
      && cell.width <= 3 * cell.height
  }
}
