package import Recipes

/// The settings as rows of one or two, and after how many rows an empty one may come.
package struct SettingRows: Equatable, Sendable {
  package private(set) var rows: [[Setting]] = []
  package private(set) var gaps: [Int] = []

  package init(_ settings: [Setting]) {
    for setting in settings {
      let before = rows.last?.last?.place
      if before?.group == setting.place.group && before?.row == setting.place.row {
        rows[rows.count - 1].append(setting)
        continue
      }
      if let before, before.group != setting.place.group { gaps.append(rows.count) }
      rows.append([setting])
    }
  }
}
