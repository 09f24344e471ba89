import Files
import Foundation
import Gallery
import Terminal

/// Prints pictures of the gallery, without ever having all of them in memory.
enum GalleryOutput {
  private static let page = 500
  /// Of prompts on a terminal; programs get them whole.
  private static var promptWidth: Int { Console.outputIsTerminal ? 60 : .max }

  static func printJSON(
    _ ids: some Collection<Int64>, of gallery: OpenGallery, _ cancellation: Cancellation
  ) throws {
    try Console.print(page: "{\"pictures\":[", ending: "")
    var isFirst = true
    for page in pages(ids) {
      try cancellation.check()
      for item in try gallery.catalogue.items(page) {
        try Console.print(page: isFirst ? "" : ",")
        try Console.print(json: GalleryReport(item), ending: "")
        isFirst = false
      }
    }
    try Console.print(page: isFirst ? "]}" : "\n]}")
  }

  static func print(
    _ ids: some Collection<Int64>, of listing: GalleryListing, _ gallery: OpenGallery,
    isSearch: Bool, _ cancellation: Cancellation
  ) throws {
    let titles = ["date", "rated", "seed", "model", "prompt", "file"]
    for (number, page) in pages(ids).enumerated() {
      try cancellation.check()
      var table = TextTable(titles, alignedRight: [2])
      for item in try gallery.catalogue.items(page) { table.append(row(item, gallery)) }
      try Console.print(lines: number == 0 ? table.lines : Array(table.lines.dropFirst()))
    }
    guard Console.outputIsTerminal || ids.isEmpty else { return }
    Console.printError(summary(ids.count, listing, isSearch: isSearch))
  }

  private static func pages(_ ids: some Collection<Int64>) -> [[Int64]] {
    let ids = Array(ids)
    return stride(from: 0, to: ids.count, by: page).map {
      Array(ids[$0..<min($0 + page, ids.count)])
    }
  }

  private static func row(_ item: GalleryItem, _ gallery: OpenGallery) -> [String] {
    let judgement = item.judgement
    let stars = String(repeating: "★", count: judgement.rating)
    let words = item.problem ?? item.prompt ?? "no recipe"
    return [
      item.date.formatted(format), (judgement.isFavourite ? "♥" : "") + stars, item.seed ?? "-",
      item.model ?? "-", words.printable.truncated(to: promptWidth),
      item.path.abbreviated(gallery.user.home).text,
    ]
  }

  private static var format: Date.VerbatimFormatStyle {
    Date.VerbatimFormatStyle(
      format: """
        \(year: .padded(4))-\(month: .twoDigits)-\(day: .twoDigits) \
        \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits)
        """, timeZone: .current, calendar: Calendar(identifier: .gregorian))
  }

  private static func summary(_ shown: Int, _ listing: GalleryListing, isSearch: Bool) -> String {
    func pictures(_ count: Int) -> String { "\(count) picture\(count == 1 ? "" : "s")" }
    if listing.total == 0 { return "no pictures there yet" }
    if listing.ids.isEmpty { return "none of \(pictures(listing.total)) is what was looked for" }
    var parts: [String] = []
    if shown < listing.ids.count { parts.append("\(shown) of") }
    parts.append(pictures(listing.ids.count) + (isSearch ? " of \(listing.total)" : ""))
    var line = parts.joined(separator: " ")
    if listing.damaged > 0 { line += ", \(listing.damaged) of them damaged" }
    return line
  }
}
