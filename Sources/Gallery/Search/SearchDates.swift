import Foundation
import Recipes

/// Reads the dates of searches, in a time zone and from a day on.
struct SearchDates {
  private let calendar: Calendar
  private let now: Date

  init(timeZone: TimeZone = .current, now: Date = Date()) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    self.calendar = calendar
    self.now = now
  }

  /// The milliseconds since 1970 of a year, month, day or minute; nil for what is none.
  func span(_ text: String) -> Range<Int64>? {
    switch text.lowercased() {
    case "today": return span(of: .day, at: now)
    case "yesterday":
      return calendar.date(byAdding: .day, value: -1, to: now).flatMap { span(of: .day, at: $0) }
    default: break
    }
    let form = /([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2})(?:[T ]([0-9]{1,2}):([0-9]{2}))?)?)?/
    guard let match = text.wholeMatch(of: form) else { return nil }
    let numbers = [match.1, match.2, match.3, match.4, match.5].map { $0.flatMap { Int($0) } }
    let units: [Calendar.Component] = [.year, .month, .day, .hour, .minute]
    let known = numbers.prefix { $0 != nil }.count
    let parts = DateComponents(
      year: numbers[0], month: numbers[1] ?? 1, day: numbers[2] ?? 1, hour: numbers[3] ?? 0,
      minute: numbers[4] ?? 0)
    // A day that a month does not have would become one of the next month.
    guard parts.isValidDate(in: calendar), let date = calendar.date(from: parts) else { return nil }
    return span(of: units[known - 1], at: date)
  }

  /// The day that a time lies in, with a number that is greater for later ones.
  func day(of milliseconds: Int64) -> (span: Range<Int64>, key: Int64) {
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1000)
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let key = Int64((parts.year ?? 0) * 10_000 + (parts.month ?? 0) * 100 + (parts.day ?? 0))
    return (span(of: .day, at: date) ?? milliseconds..<milliseconds, key)
  }

  /// Such as `2026-01-28`.
  static func title(ofDay key: Int64) -> String {
    func digits(_ number: Int64, _ count: Int) -> String {
      NumberText.padded(String(number), to: count)
    }
    return "\(digits(key / 10_000, 4))-\(digits(key / 100 % 100, 2))-\(digits(key % 100, 2))"
  }

  private func span(of unit: Calendar.Component, at date: Date) -> Range<Int64>? {
    guard let interval = calendar.dateInterval(of: unit, for: date) else { return nil }
    let start = Int64((interval.start.timeIntervalSince1970 * 1000).rounded())
    let end = Int64((interval.end.timeIntervalSince1970 * 1000).rounded())
    return start..<max(start, end)
  }
}
