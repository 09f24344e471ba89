import Files
import Foundation
import Gallery
import Recipes

/// Makes a gallery of many small pictures where there is none, and measures how long it is waited for.
///
/// usage: gallery-bench FOLDER NUMBER
@main
enum GalleryBench {
  private static let search = "robot -beach \"red fox\" guidance>3 after:2025-06"

  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard arguments.count == 2, let count = Int(arguments[1]), count > 0 else {
      FileHandle.standardError.write(Data("usage: gallery-bench FOLDER NUMBER\n".utf8))
      exit(64)
    }
    let root = Path(arguments[0]).absolute
    if !root.exists {
      try measure("make \(count) pictures") { try ManyPictures.make(count, in: root / "gallery") }
    }
    let before = memory
    let catalogue = GalleryCatalogue(
      Gallery(root: root / "gallery"), thumbnails: root / "thumbnails")
    try measure("follow the files") { _ = try catalogue.refresh(Cancellation()) { _, _ in } }
    try measure("follow them again") { _ = try catalogue.refresh(Cancellation()) { _, _ in } }
    try lists(catalogue)
    try searches(catalogue)
    try pages(catalogue)
    print("memory: \((memory - before) >> 20) MB more than before")
  }

  private static func lists(_ catalogue: GalleryCatalogue) throws {
    for order in [GallerySearch.Order.newest, .oldest, .rating, .seed, .model] {
      try measure("list, \(order)") { _ = try catalogue.list(GallerySearch(order: order)) }
    }
    for grouping in GallerySearch.Grouping.allCases {
      try measure("list by \(grouping)") {
        _ = try catalogue.list(GallerySearch(grouping: grouping))
      }
    }
    let first = try catalogue.list(GallerySearch()).ids.first ?? 0
    try measure("list, similar") {
      _ = try catalogue.list(GallerySearch(order: .similarity(to: first)))
    }
  }

  private static func searches(_ catalogue: GalleryCatalogue) throws {
    var slowest = (milliseconds: 0.0, text: "")
    for length in 1...search.count {
      let text = String(search.prefix(length))
      let milliseconds = time { _ = try? catalogue.list(GallerySearch(text: text)) }
      if milliseconds > slowest.milliseconds { slowest = (milliseconds, text) }
    }
    print(
      "search, slowest of \(search.count) keys: \(digits(slowest.milliseconds)) ms (\(slowest.text))"
    )
    for text in ["a", "o", "p", "-a", "a b c", "model:v2", "-seed:1", "猫"] {
      try measure("search \(text)") { _ = try catalogue.list(GallerySearch(text: text)) }
    }
  }

  private static func pages(_ catalogue: GalleryCatalogue) throws {
    let ids = try Array(catalogue.list(GallerySearch()).ids.prefix(40))
    try measure("a page of 40 pictures") { _ = try catalogue.items(ids) }
    let items = try catalogue.items(ids)
    for state in ["made", "cached"] {
      try measure("a page of thumbnails, \(state)") {
        for item in items {
          _ = try catalogue.thumbnail(
            of: item, fitting: PictureSize(width: 120, height: 120), Cancellation())
        }
      }
    }
  }

  private static func measure(_ words: String, _ body: () throws -> Void) rethrows {
    print("\(words): \(digits(try time(body))) ms")
  }

  private static func time(_ body: () throws -> Void) rethrows -> Double {
    try ContinuousClock().measure(body) / .milliseconds(1)
  }

  private static func digits(_ value: Double) -> String { NumberText.fixed(value, places: 1) }

  /// Bytes, at their most.
  private static var memory: Int {
    (SystemFile.field("VmHWM:", of: "/proc/self/status") ?? 0) << 10
  }
}
