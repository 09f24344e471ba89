import Files
import Terminal

/// Columns of text, two spaces apart.
package struct TextTable {
  private var rows: [[String]]
  private let alignedRight: Set<Int>

  package init(_ titles: [String], alignedRight: Set<Int> = []) {
    rows = [titles]
    self.alignedRight = alignedRight
  }

  package mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count)
    // A line end would begin a row that nobody appended.
    rows.append(row.map(\.printable))
  }

  /// Without spaces at their ends.
  package var lines: [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].columns }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        alignedRight.contains(column)
          ? cell.paddedAtStart(to: widths[column]) : cell.padded(to: widths[column])
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
