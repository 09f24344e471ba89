/// Rows under each other, one of which may be selected and is always among those that are seen.
package struct List: Sendable {
  private let area: Rect
  private let selection: Int?
  private let rowHeight: Int
  private let pitch: Int
  private let window: ScrollWindow

  /// - Parameters:
  ///   - rowHeight: lines that a row takes; the last row may be cut where not even one fits.
  ///   - gap: empty lines between two rows.
  package init(in area: Rect, count: Int, selection: Int?, rowHeight: Int = 1, gap: Int = 0) {
    self.area = area
    self.selection = selection
    self.rowHeight = rowHeight
    pitch = rowHeight + gap
    let fitting = max(area.height > 0 ? 1 : 0, (area.height + gap) / pitch)
    window = ScrollWindow(count: count, height: fitting, around: selection ?? 0)
  }

  /// The rows that are seen.
  package var visible: Range<Int> { window.lines }

  /// The cells of row `index`, which is visible, with the mark before it.
  package func area(of index: Int) -> Rect {
    let y = area.y + (index - visible.lowerBound) * pitch
    return Rect(x: area.x, y: y, width: area.width, height: rowHeight).intersection(area)
  }

  /// Marks the selected row, says where each row is, and has `row` draw it behind the mark.
  ///
  /// - Parameter row: draws a row in its cells; it is told whether the row is selected.
  package func draw<ID>(
    on frame: inout Frame<ID>, as id: (Int) -> ID,
    row: (inout Canvas, Int, _ area: Rect, _ isSelected: Bool) -> Void
  ) {
    for index in visible {
      var cells = area(of: index)
      frame.mark(cells, as: id(index))
      let mark = cells.takeLeft(2)
      let isSelected = index == selection
      if isSelected {
        frame.canvas.write("▸", at: Point(x: mark.x, y: mark.y), Style(.selection), in: mark)
      }
      row(&frame.canvas, index, cells, isSelected)
    }
  }
}
