package import Recipes
package import Terminal

/// Where everything is, for a size of the screen.
package struct Layout: Equatable, Sendable {
  package let header: Rect
  /// The frame around prompt, negative prompt, settings and stages.
  package let controls: Rect
  package let prompt: Rect
  package let negative: Rect
  package let settings: Rect
  package let stages: Rect
  /// The frame around the preview.
  package let preview: Rect
  package let caption: Rect
  /// The cells an image may cover; never the last row of the screen.
  package let image: Rect
  package let message: Rect
  package let footer: Rect

  /// - Parameter settings: those that are shown.
  /// - Precondition: `size` is not too small.
  package init(_ size: Size, settings: [Setting] = Setting.allCases) {
    precondition(!size.isTooSmall, "\(size) is below \(Size.smallest)")
    var rest = Rect(size)
    header = rest.takeTop(1)
    footer = rest.takeBottom(1)
    message = rest.takeBottom(1)

    // A square picture as high as the pane takes about 2.2 columns a row.
    let wanted = (rest.height - 3) * 11 / 5 + 2
    let columns = min(56, max(32, rest.width - wanted))
    controls = rest.takeLeft(columns)
    preview = rest
    var inner = preview.inset(horizontally: 1, vertically: 1)
    caption = inner.takeTop(1).inset(horizontally: 1, vertically: 0)
    image = inner

    let rows = Rows(available: controls.height - 5, settings: SettingRows(settings))
    var column = controls.inset(horizontally: 2, vertically: 1)
    prompt = column.takeTop(rows.prompt)
    _ = column.takeTop(1)
    negative = column.takeTop(rows.negative)
    _ = column.takeTop(1)
    self.settings = column.takeTop(rows.settings)
    _ = column.takeTop(1)
    stages = column
  }

  /// The screen behind header, message and footer, for what fills it as a whole.
  package var body: Rect {
    Rect(
      x: 0, y: header.maxY, width: header.width, height: message.y - header.maxY)
  }

  /// What the meters of the stages and a blank line below them leave free.
  package var belowStages: Rect {
    var rest = stages
    _ = rest.takeTop(6)
    return rest
  }

  /// Shares out the rows of the left column.
  private struct Rows {
    var prompt = 2
    var negative = 1
    var settings = 5

    init(available: Int, settings shown: SettingRows) {
      // The stages need four rows.
      var spare = available - 4 - prompt - negative - settings
      func give(_ rows: inout Int, upTo most: Int) {
        let given = max(0, min(spare, most - rows))
        rows += given
        spare -= given
      }
      // One more for the total of the stages, where settings are not short of room.
      if spare > 7 { spare -= 1 }
      give(&settings, upTo: shown.lines.count)
      give(&prompt, upTo: 3)
      give(&negative, upTo: 2)
      give(&prompt, upTo: 6)
      give(&negative, upTo: 3)
    }
  }
}
