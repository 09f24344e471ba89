import Gallery

/// How pictures lie in rows of so many, each group beginning a row of its own.
struct GalleryRows {
  let count: Int
  let groups: [GalleryListing.Group]
  let columns: Int

  init(_ listing: GalleryListing, columns: Int) {
    count = listing.ids.count
    groups = listing.groups
    self.columns = max(1, columns)
  }

  /// The group that picture `index` is in; nil where there are none.
  func group(of index: Int) -> Int? {
    guard !groups.isEmpty else { return nil }
    var (low, high) = (0, groups.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if groups[middle].start <= index { low = middle } else { high = middle }
    }
    return low
  }

  /// The pictures of the group that picture `index` is in.
  private func bounds(of index: Int) -> Range<Int> {
    guard let group = group(of: index) else { return 0..<count }
    let end = group + 1 < groups.count ? groups[group + 1].start : count
    return min(groups[group].start, end)..<end
  }

  /// The row that picture `index` is in.
  func row(of index: Int) -> Range<Int> {
    let bounds = bounds(of: index)
    let start = index - (index - bounds.lowerBound) % columns
    return start..<min(start + columns, bounds.upperBound)
  }

  func row(after row: Range<Int>) -> Range<Int>? {
    row.upperBound < count ? self.row(of: row.upperBound) : nil
  }

  func row(before row: Range<Int>) -> Range<Int>? {
    row.lowerBound > 0 ? self.row(of: row.lowerBound - 1) : nil
  }

  /// The group that begins with the first picture of `row`.
  func heading(over row: Range<Int>) -> GalleryListing.Group? {
    group(of: row.lowerBound).flatMap {
      groups[$0].start == row.lowerBound ? groups[$0] : nil
    }
  }

  /// The picture so many rows below `index`, or above, in the same column where there is one.
  func moved(_ index: Int, byRows offset: Int) -> Int {
    var row = row(of: index)
    let column = index - row.lowerBound
    for _ in 0..<abs(offset) {
      guard let next = offset > 0 ? self.row(after: row) : self.row(before: row) else { break }
      row = next
    }
    return min(row.lowerBound + column, row.upperBound - 1)
  }
}

/// The rows that are seen, from one at the top.
struct GalleryPage {
  struct Row: Equatable {
    let pictures: Range<Int>
    /// Lines below the top.
    let y: Int
    /// What is written in the line above it.
    let heading: String?
  }

  let rows: [Row]

  /// - Parameters:
  ///   - top: a picture of the first row.
  ///   - height: the lines there are.
  ///   - rowHeight: the lines of a row, without a heading above it.
  init(_ rows: GalleryRows, from top: Int, height: Int, rowHeight: Int) {
    var seen: [Row] = []
    var next = rows.count == 0 ? nil : rows.row(of: max(0, min(top, rows.count - 1)))
    var y = 0
    while let row = next {
      // The first row says what group it is of, wherever that begins.
      let group =
        seen.isEmpty
        ? rows.group(of: row.lowerBound).map { rows.groups[$0] } : rows.heading(over: row)
      if group != nil { y += 1 }
      guard seen.isEmpty || y + rowHeight <= height else { break }
      seen.append(Row(pictures: row, y: y, heading: group?.title))
      y += rowHeight
      next = rows.row(after: row)
    }
    self.rows = seen
  }

  /// The pictures that are seen.
  var pictures: Range<Int> {
    (rows.first?.pictures.lowerBound ?? 0)..<(rows.last?.pictures.upperBound ?? 0)
  }

  /// The top from which `selection` is seen: `top` where that does, else with it in the middle; the
  /// page is filled where there are enough pictures.
  static func settled(
    _ top: Int, showing selection: Int, of rows: GalleryRows, height: Int, rowHeight: Int
  ) -> Int {
    guard rows.count > 0 else { return 0 }
    func page(from top: Int) -> GalleryPage {
      GalleryPage(rows, from: top, height: height, rowHeight: rowHeight)
    }
    var row = rows.row(of: max(0, min(top, rows.count - 1)))
    if !page(from: row.lowerBound).pictures.contains(selection) {
      row = rows.row(of: selection)
      while let above = rows.row(before: row) {
        let seen = page(from: above.lowerBound).rows.first { $0.pictures.contains(selection) }
        guard let seen, seen.y + rowHeight / 2 <= height / 2 else { break }
        row = above
      }
    }
    // Where the end comes too early, what is before it fills the page.
    while let above = rows.row(before: row),
      page(from: above.lowerBound).pictures.upperBound == rows.count
    {
      row = above
    }
    return row.lowerBound
  }
}
