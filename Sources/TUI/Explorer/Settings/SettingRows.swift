package import Recipes

/// The settings as lines: the title of each group, and below it rows of one or two.
package struct SettingRows: Equatable, Sendable {
  package enum Line: Equatable, Sendable {
    case title(Setting.Place.Group)
    case row([Setting])
  }

  package private(set) var lines: [Line] = []

  /// - Parameter fits: whether the settings of a row have room beside each other; otherwise each has
  ///   a row of its own.
  package init(_ settings: [Setting], fits: ([Setting]) -> Bool = { _ in true }) {
    var rows: [[Setting]] = []
    for setting in settings {
      let before = rows.last?.last?.place
      if before?.group == setting.place.group && before?.row == setting.place.row {
        rows[rows.count - 1].append(setting)
      } else {
        rows.append([setting])
      }
    }
    var group: Setting.Place.Group?
    for row in rows {
      if let place = row.first?.place, place.group != group {
        group = place.group
        lines.append(.title(place.group))
      }
      lines += row.count == 1 || fits(row) ? [.row(row)] : row.map { .row([$0]) }
    }
  }
}
