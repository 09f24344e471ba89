import Terminal
import Testing

@Suite("Lists")
struct ListTests {
  private func drawn(_ list: List, rows: Int = 1, on size: Size) -> Frame<Int> {
    var frame = Frame<Int>(size)
    list.draw(on: &frame, as: { $0 }) { canvas, index, area, _ in
      for line in 0..<rows {
        canvas.write(
          "row \(index)\(line == 0 ? "" : "…")", at: Point(x: area.x, y: area.y + line), .text,
          in: area)
      }
    }
    return frame
  }

  private func text(count: Int, selection: Int?, height: Int) -> String {
    let area = Rect(x: 1, y: 0, width: 8, height: height)
    return drawn(
      List(in: area, count: count, selection: selection), on: Size(width: 9, height: height)
    ).canvas.text
  }

  @Test("the selected row is marked and stays in the middle, except at the ends")
  func scrolling() {
    #expect(text(count: 9, selection: 0, height: 3) == " ▸ row 0\n   row 1\n   row 2")
    #expect(text(count: 9, selection: 4, height: 3) == "   row 3\n ▸ row 4\n   row 5")
    #expect(text(count: 9, selection: 8, height: 3) == "   row 6\n   row 7\n ▸ row 8")
    #expect(text(count: 2, selection: 1, height: 3) == "   row 0\n ▸ row 1\n")
    #expect(text(count: 9, selection: nil, height: 2) == "   row 0\n   row 1")
  }

  @Test("rows may be of several lines with gaps between them, and the last needs no gap")
  func tallRows() {
    func text(_ height: Int, gap: Int) -> String {
      let area = Rect(x: 0, y: 0, width: 9, height: height)
      return drawn(
        List(in: area, count: 5, selection: 1, rowHeight: 2, gap: gap), rows: 2,
        on: Size(width: 9, height: height)
      ).canvas.text
    }
    #expect(text(4, gap: 0) == "  row 0\n  row 0…\n▸ row 1\n  row 1…")
    #expect(text(5, gap: 1) == "  row 0\n  row 0…\n\n▸ row 1\n  row 1…")
    #expect(text(4, gap: 1) == "▸ row 1\n  row 1…\n\n")
    #expect(text(1, gap: 0) == "▸ row 1")
  }

  @Test("at every size the selected row is seen, and no row lies outside the list or on another")
  func properties() {
    for height in 0...9 {
      for (rowHeight, gap) in [(1, 0), (2, 0), (2, 1), (3, 2)] {
        for count in [0, 1, 2, 7, 40] {
          for selection in [nil] + (0..<count).map(Optional.some) {
            for width in [0, 1, 2, 12] {
              let area = Rect(x: 2, y: 1, width: width, height: height)
              let list = List(
                in: area, count: count, selection: selection, rowHeight: rowHeight, gap: gap)
              let areas = list.visible.map(list.area)
              #expect(list.visible.lowerBound >= 0 && list.visible.upperBound <= count)
              #expect(areas.allSatisfy { area.contains($0) })
              for (above, below) in zip(areas, areas.dropFirst()) { #expect(above.maxY <= below.y) }
              if height > 0, let selection { #expect(list.visible.contains(selection)) }
              #expect(height > 0 || list.visible.isEmpty)
            }
          }
        }
      }
    }
  }

  @Test("nothing is drawn beside a list, however narrow", arguments: 0...12)
  func clipping(width: Int) {
    var frame = Frame<Int>(Size(width: 20, height: 6))
    frame.canvas.fill(frame.canvas.bounds, with: Cell("#", .text))
    let area = Rect(x: 3, y: 1, width: width, height: 3)
    List(in: area, count: 10, selection: 5).draw(on: &frame, as: { $0 }) { canvas, _, row, _ in
      canvas.write("a long row", at: Point(x: row.x, y: row.y), .text, in: row)
    }
    for y in 0..<6 {
      for x in 0..<20 where !area.contains(Point(x: x, y: y)) {
        #expect(frame.canvas[x, y].text == "#")
      }
    }
  }

  @Test("every visible row, and no other, is known by its number where it is drawn")
  func regions() {
    for selection in 0..<20 {
      let area = Rect(x: 1, y: 2, width: 10, height: 7)
      let list = List(in: area, count: 20, selection: selection, rowHeight: 2)
      let frame = drawn(list, on: Size(width: 12, height: 10))
      for y in area.y..<area.maxY {
        let line = frame.canvas.row(y).map(\.text).joined()
        let known = frame.id(at: Point(x: 5, y: y))
        if let known { #expect(list.visible.contains(known)) }
        if line.contains("row") { #expect(line.contains("row \(known ?? -1)")) }
      }
      #expect(frame.id(at: Point(x: 5, y: 1)) == nil)
      #expect(frame.regions.map(\.id) == Array(list.visible))
    }
  }
}

@Suite("Scrolling")
struct ScrollWindowTests {
  @Test("as many lines are seen as there is room for, and never any that do not exist")
  func ends() {
    for count in 0...12 {
      for height in 0...14 {
        for place in -3...15 {
          for window in [
            ScrollWindow(count: count, height: height, around: place),
            ScrollWindow(count: count, height: height, from: place),
          ] {
            #expect(window.lines.count == min(count, height))
            #expect(window.lines.lowerBound >= 0 && window.lines.upperBound <= count)
            #expect(window.hidesAbove == (window.lines.lowerBound > 0))
            #expect(window.hidesBelow == (window.lines.upperBound < count))
          }
          let around = ScrollWindow(count: count, height: height, around: place)
          if height > 0, (0..<count).contains(place) { #expect(around.lines.contains(place)) }
        }
      }
    }
  }

  @Test("a scrolled window begins where it was scrolled to, as far as the end allows")
  func scrolled() {
    #expect(ScrollWindow(count: 10, height: 4, from: 3).lines == 3..<7)
    #expect(ScrollWindow(count: 10, height: 4, from: 8).lines == 6..<10)
  }
}
