import Render
import TestSupport
import Testing

@Suite struct ImagePlacementTests {
  private static let cells = [
    PixelSize(width: 6, height: 13), PixelSize(width: 7, height: 15),
    PixelSize(width: 10, height: 20), PixelSize(width: 5, height: 7),
    PixelSize(width: 14, height: 31),
  ]
  private static let pictures: [(PixelSize, ImagePlacement.Content)] = [
    (PixelSize(width: 12, height: 12), .grid), (PixelSize(width: 128, height: 128), .grid),
    (PixelSize(width: 512, height: 512), .photo), (PixelSize(width: 1024, height: 320), .photo),
  ]

  /// What may not happen on any screen; nil if all is well.
  private func fault(
    _ placement: ImagePlacement, _ picture: PixelSize, _ content: ImagePlacement.Content,
    pane: CellRectangle, cell: PixelSize, rows: Int, maximum: PixelSize
  ) -> String? {
    let cells = placement.cells
    let pixels = placement.pixels
    let bands = (pixels.height + 5) / 6 * 6
    if cells.column < pane.column || cells.column + cells.columns > pane.column + pane.columns
      || cells.row < pane.row || cells.row + cells.rows > pane.row + pane.rows
    {
      return "it leaves the pane"
    }
    if cells.row + cells.rows > rows - 1 { return "it touches the last row" }
    if cells.row * cell.height + bands + 6 >= rows * cell.height { return "it scrolls xterm" }
    if pixels.width > maximum.width || pixels.height > maximum.height { return "it is too large" }
    if pixels.width > cells.columns * cell.width || bands > cells.rows * cell.height {
      return "it is larger than its cells"
    }
    let isMultiple =
      pixels.width % picture.width == 0
      && pixels.height * picture.width == pixels.width * picture.height
    if content == .grid && pixels.width >= picture.width && !isMultiple {
      return "the grid is not enlarged by a whole number"
    }
    if content == .photo && pixels.height % 6 != 0 && pixels.height > 6 {
      return "the last band is not full"
    }
    return nil
  }

  @Test("on every screen pictures stay inside the pane, off the last row, and never scroll it")
  func everyScreen() {
    var generator = SeededNumbers(5)
    let maximum = PixelSize(width: 1000, height: 1000)
    var placed = 0
    for columns in 20...300 {
      for rows in 5...100 {
        let cell = Self.cells[Int.random(in: 0..<Self.cells.count, using: &generator)]
        let (picture, content) =
          Self.pictures[Int.random(in: 0..<Self.pictures.count, using: &generator)]
        let column = Int.random(in: 0..<columns, using: &generator)
        let row = Int.random(in: 0..<rows, using: &generator)
        let partial = CellRectangle(
          column: column, row: row,
          columns: Int.random(in: 1...columns - column, using: &generator),
          rows: Int.random(in: 1...rows - row, using: &generator))
        let whole = CellRectangle(column: 0, row: 0, columns: columns, rows: rows)
        for pane in [partial, whole] {
          guard
            let placement = ImagePlacement.withPixels(
              picture, content: content, pane: pane, cell: cell, screenRows: rows,
              maximum: maximum)
          else { continue }
          placed += 1
          let fault = fault(
            placement, picture, content, pane: pane, cell: cell, rows: rows, maximum: maximum)
          if let fault {
            Issue.record("\(columns)×\(rows), \(pane), \(cell), \(picture): \(fault)")
          }
        }
      }
    }
    #expect(placed > 281 * 96)
  }

  @Test("a grid takes the largest whole number that fits")
  func grid() throws {
    let placement = try #require(
      ImagePlacement.withPixels(
        PixelSize(width: 12, height: 12), content: .grid,
        pane: CellRectangle(column: 40, row: 3, columns: 60, rows: 30),
        cell: PixelSize(width: 10, height: 20), screenRows: 40,
        maximum: PixelSize(width: 1000, height: 1000)))
    #expect(placement.pixels == PixelSize(width: 600, height: 600))
    #expect(placement.cells == CellRectangle(column: 40, row: 3, columns: 60, rows: 30))
  }

  @Test("a photograph is as high as whole bands allow, centred")
  func photo() throws {
    let placement = try #require(
      ImagePlacement.withPixels(
        PixelSize(width: 512, height: 512), content: .photo,
        pane: CellRectangle(column: 10, row: 2, columns: 70, rows: 20),
        cell: PixelSize(width: 7, height: 15), screenRows: 30,
        maximum: PixelSize(width: 1000, height: 1000)))
    #expect(placement.pixels == PixelSize(width: 300, height: 300))
    #expect(placement.cells == CellRectangle(column: 23, row: 2, columns: 43, rows: 20))
  }

  @Test("the terminal's largest picture is a limit")
  func maximum() throws {
    let placement = try #require(
      ImagePlacement.withPixels(
        PixelSize(width: 512, height: 512), content: .photo,
        pane: CellRectangle(column: 0, row: 0, columns: 300, rows: 90),
        cell: PixelSize(width: 10, height: 20), screenRows: 100,
        maximum: PixelSize(width: 800, height: 600)))
    #expect(placement.pixels == PixelSize(width: 600, height: 600))
  }

  @Test("there is no place in a pane without room for a band")
  func noRoom() {
    for (row, rows, screen) in [(23, 1, 24), (0, 0, 24), (0, 1, 1)] {
      #expect(
        ImagePlacement.withPixels(
          PixelSize(width: 512, height: 512), content: .photo,
          pane: CellRectangle(column: 0, row: row, columns: 80, rows: rows),
          cell: PixelSize(width: 10, height: 20), screenRows: screen,
          maximum: PixelSize(width: 1000, height: 1000)) == nil)
    }
  }

  @Test("half blocks hold two pixels a cell and grids whole squares")
  func halfBlocks() throws {
    let pane = CellRectangle(column: 30, row: 2, columns: 60, rows: 20)
    let latent = try #require(
      ImagePlacement.halfBlock(PixelSize(width: 12, height: 12), content: .grid, pane: pane))
    #expect(latent.pixels == PixelSize(width: 36, height: 36))
    #expect(latent.cells == CellRectangle(column: 42, row: 3, columns: 36, rows: 18))
    let photo = try #require(
      ImagePlacement.halfBlock(PixelSize(width: 512, height: 512), content: .photo, pane: pane))
    #expect(photo.pixels == PixelSize(width: 40, height: 40))
    #expect(photo.cells == CellRectangle(column: 40, row: 2, columns: 40, rows: 20))
    let tokens = try #require(
      ImagePlacement.halfBlock(PixelSize(width: 128, height: 128), content: .grid, pane: pane))
    #expect(tokens.pixels == PixelSize(width: 40, height: 40))
  }

  @Test("half blocks stay inside every pane")
  func halfBlocksEverywhere() throws {
    for columns in 1...150 {
      for rows in 1...60 {
        let pane = CellRectangle(column: 1, row: 2, columns: columns, rows: rows)
        for (picture, content) in Self.pictures {
          let cells = try #require(
            ImagePlacement.halfBlock(picture, content: content, pane: pane)
          ).cells
          let isInside =
            cells.column >= 1 && cells.row >= 2 && cells.columns > 0 && cells.rows > 0
            && cells.column + cells.columns <= 1 + columns && cells.row + cells.rows <= 2 + rows
          if !isInside { Issue.record("\(picture) in \(pane) went to \(cells)") }
        }
      }
    }
  }
}
