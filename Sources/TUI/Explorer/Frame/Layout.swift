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
  /// Where the other views stand, each with a line for its title; empty where there is no room.
  package let sides: [Rect]
  package let message: Rect
  package let footer: Rect

  /// The lines that the texts take.
  package struct TextLines: Equatable, Sendable {
    package var prompt = 1
    package var negative = 1

    package init(prompt: Int = 1, negative: Int = 1) {
      self.prompt = prompt
      self.negative = negative
    }
  }

  /// The columns from which on the other views may stand beside the one that is looked at.
  package static let widthForSides = 160

  /// The cells of a picture that fills the screen: all but those of the message and the footer.
  package static func zoomed(_ size: Size) -> Rect {
    Rect(x: 0, y: 0, width: size.width, height: size.height - 2)
  }

  /// - Parameters:
  ///   - settings: those that are shown.
  ///   - showsSides: whether the other views stand beside the one that is looked at.
  ///   - lines: of the texts, of which more are seen where they need it, up to half the column.
  /// - Precondition: `size` is not too small.
  package init(
    _ size: Size, settings: [Setting] = Setting.allCases, showsSides: Bool = false,
    lines: TextLines = TextLines()
  ) {
    precondition(!size.isTooSmall, "\(size) is below \(Size.smallest)")
    var rest = Rect(size)
    header = rest.takeTop(1)
    footer = rest.takeBottom(1)
    message = rest.takeBottom(1)

    let hasSides = showsSides && size.width >= Self.widthForSides
    controls = rest.takeLeft(Self.controlColumns(on: size, hasSides: hasSides))
    preview = rest
    var inner = preview.inset(horizontally: 1, vertically: 1)
    caption = inner.takeTop(1).inset(horizontally: 1, vertically: 0)
    sides = hasSides ? Sides(in: &inner).panes : []
    image = inner

    let rows = Rows(
      available: controls.height - 5, settings: SettingRows(settings), lines: lines,
      half: controls.height / 2)
    var column = controls.inset(horizontally: Self.margin, vertically: 1)
    prompt = column.takeTop(rows.prompt)
    _ = column.takeTop(1)
    negative = column.takeTop(rows.negative)
    _ = column.takeTop(1)
    self.settings = column.takeTop(rows.settings)
    _ = column.takeTop(1)
    stages = column
  }

  /// What of the left column is no text, on each side.
  private static let margin = 2

  private static func controlColumns(on size: Size, hasSides: Bool) -> Int {
    let wanted = columns(ofSquare: size.height - 6) + 2 + (hasSides ? Sides.least + 1 : 0)
    return min(56, max(hasSides ? 44 : 32, size.width - wanted))
  }

  /// The columns at which prompts are broken: the last one is for a cursor behind a full line.
  static func textColumns(on size: Size, showsSides: Bool) -> Int {
    let hasSides = showsSides && size.width >= widthForSides
    return controlColumns(on: size, hasSides: hasSides) - 2 * margin - 1
  }

  /// The screen behind header, message and footer, for what fills it as a whole.
  package var body: Rect {
    Rect(
      x: 0, y: header.maxY, width: header.width, height: message.y - header.maxY)
  }

  /// A square picture takes about 2.2 columns a row.
  private static func columns(ofSquare rows: Int) -> Int { rows * 11 / 5 }

  private static func rows(ofSquare columns: Int) -> Int { (columns * 5 + 10) / 11 }

  /// Two panes beside the picture, where they and it are largest: above each other on its right,
  /// beside each other there, or below it.
  private struct Sides {
    static let least = 22

    let panes: [Rect]

    init(in area: inout Rect) {
      // What a square picture leaves, but for the column between them.
      let spare = area.width - Layout.columns(ofSquare: area.height) - 1
      let most = (area.height - 1) / 2 - 1
      let stacked = min(Layout.columns(ofSquare: most), max(Self.least, spare))
      let beside = min(Layout.columns(ofSquare: area.height - 1), (spare - 1) / 2)
      let below = max(
        Layout.rows(ofSquare: Self.least), area.height - Layout.rows(ofSquare: area.width) - 1)
      func square(_ width: Int, _ height: Int) -> Int {
        min(width, Layout.columns(ofSquare: height))
      }
      let sizes = [
        square(area.width - stacked - 1, area.height) + stacked,
        beside < Self.least ? 0 : square(area.width - 2 * beside - 2, area.height) + beside,
        square(area.width, area.height - below - 1) + square((area.width - 1) / 2, below),
      ]
      switch sizes.firstIndex(of: sizes.max() ?? 0) {
      case 0:
        var place = Self.takeRight(stacked, of: &area)
        // A title stands right above its picture.
        let rows = min(most, Layout.rows(ofSquare: stacked))
        let first = place.takeTop(rows + 1)
        _ = place.takeTop(1)
        panes = [first, place.takeTop(rows + 1)]
      case 1:
        var place = Self.takeRight(2 * beside + 1, of: &area)
        let first = place.takeLeft(beside)
        _ = place.takeLeft(1)
        panes = [first, place]
      default:
        var place = area.takeBottom(below + 1)
        let first = place.takeLeft((place.width - 1) / 2)
        _ = place.takeLeft(1)
        panes = [first, place]
      }
    }

    /// Takes columns, and one between.
    private static func takeRight(_ columns: Int, of area: inout Rect) -> Rect {
      area.width -= columns + 1
      return Rect(x: area.maxX + 1, y: area.y, width: columns, height: area.height)
    }
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
    var settings = 3

    init(available: Int, settings shown: SettingRows, lines: TextLines, half: Int) {
      // The stages need four rows, and one more for their total.
      var spare = available - 5 - prompt - negative - settings
      func give(_ rows: inout Int, upTo most: Int) {
        let given = max(0, min(spare, most - rows))
        rows += given
        spare -= given
      }
      give(&prompt, upTo: min(lines.prompt, half))
      give(&negative, upTo: min(lines.negative, max(2, half / 2)))
      give(&settings, upTo: shown.lines.count)
      give(&prompt, upTo: 3)
      give(&negative, upTo: 2)
      give(&prompt, upTo: 6)
      give(&negative, upTo: 3)
    }
  }
}
