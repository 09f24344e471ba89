/// Columns of text, two spaces apart.
struct TextTable {
  private var rows: [[String]]
  private let alignedRight: Set<Int>

  init(_ titles: [String], alignedRight: Set<Int> = []) {
    rows = [titles]
    self.alignedRight = alignedRight
  }

  mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count)
    rows.append(row)
  }

  /// The lines, without spaces at their ends.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let space = String(repeating: " ", count: widths[column] - cell.count)
        return alignedRight.contains(column) ? space + cell : cell + space
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }
}
