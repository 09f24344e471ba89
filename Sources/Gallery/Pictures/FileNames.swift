import Foundation
import Recipes

/// Names of kept pictures, such as `2026/08/20260801-142530-42-a-red-ball.png`.
struct FileNames {
  private let calendar: Calendar

  init(timeZone: TimeZone) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    self.calendar = calendar
  }

  /// Year and month, each a folder.
  func folder(for date: Date) -> String {
    let parts = calendar.dateComponents([.year, .month], from: date)
    return "\(Self.digits(parts.year, 4))/\(Self.digits(parts.month, 2))"
  }

  /// The name without its ending; `name` is any text, of which little may be left.
  func stem(for date: Date, name: String) -> String {
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: date)
    let day = Self.digits(parts.year, 4) + Self.digits(parts.month, 2) + Self.digits(parts.day, 2)
    let time =
      Self.digits(parts.hour, 2) + Self.digits(parts.minute, 2) + Self.digits(parts.second, 2)
    return [day, time, Self.slug(name)].filter { !$0.isEmpty }.joined(separator: "-")
  }

  /// Letters and digits of any script in lower case, with single hyphens between; at most 80 bytes.
  static func slug(_ name: String) -> String {
    var slug = ""
    var length = 0
    for character in name.lowercased() {
      let isKept = character.isLetter || character.isNumber
      if !isKept && (slug.isEmpty || slug.hasSuffix("-")) { continue }
      let part = isKept ? String(character) : "-"
      guard length + part.utf8.count <= 80 else { break }
      slug += part
      length += part.utf8.count
    }
    return slug.hasSuffix("-") ? String(slug.dropLast()) : slug
  }

  private static func digits(_ number: Int?, _ count: Int) -> String {
    NumberText.padded(String(number ?? 0), to: count)
  }
}
