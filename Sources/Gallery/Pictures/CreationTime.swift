import Foundation
import Render

/// The PNG text that says when a picture was made (PNG 11.3.4.2), in ISO 8601 with milliseconds.
enum CreationTime {
  static let keyword = "Creation Time"
  private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  static func text(for date: Date) -> PNGText {
    PNGText(keyword: keyword, text: date.formatted(style), form: .latin)
  }

  /// The first creation time among `texts`, if it is one of this form.
  static func date(in texts: [PNGText]) -> Date? {
    texts.first { $0.keyword == keyword }.flatMap { date(of: $0.text) }
  }

  static func date(of text: String) -> Date? { try? style.parse(text) }
}
