import Engine
import Files
import Foundation
import Gallery
import Recipes
import Render
import Synchronization
import wurst

/// A gallery in memory.
///
/// Its searches are words of the prompt, `is:fav`, `tag:` and `rating>=`.
final class ScriptedCatalogue: Catalogue {
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  private struct Content {
    var places: [GallerySearch.Place: [GalleryItem]] = [.kept: [], .runs: [], .trash: []]
    var saved: [(name: String, text: String)] = []
    var traces: [Path: PictureTrace] = [:]
    var isReadOnly = false
    var asked = 0
    /// Whether anything was changed since the last refresh.
    var hasChanged = false
  }

  private let content: Mutex<Content>

  init(_ items: [GalleryItem] = [], runs: [GalleryItem] = [], isReadOnly: Bool = false) {
    var content = Content()
    content.places[.kept] = items
    content.places[.runs] = runs
    content.isReadOnly = isReadOnly
    self.content = Mutex(content)
  }

  /// So many pictures with recipes, the newest first, one each hour.
  static func pictures(
    _ count: Int, _ recipe: Recipe = TestModels.toy.recipe(seed: 1),
    change: (inout GalleryItem, Int) -> Void = { _, _ in }
  ) -> [GalleryItem] {
    (0..<count).map { index in
      var own = recipe
      own.seed = UInt32(index)
      own.prompt = "picture \(index)"
      var item = item(Int64(index + 1), Path("/g/\(index).png"), own, hoursAgo: index)
      change(&item, index)
      return item
    }
  }

  static func item(
    _ id: Int64, _ path: Path, _ recipe: Recipe?, problem: String? = nil, hoursAgo: Int = 0
  ) -> GalleryItem {
    // 2026-11-22 14:05 UTC.
    let date = Date(timeIntervalSince1970: 1_795_356_300 - Double(3600 * hoursAgo))
    return GalleryItem(
      id: id, path: path, date: date, bytes: 412_000, size: PictureSize(width: 512, height: 512),
      metadata: recipe.map {
        PictureMetadata(recipe: $0, fingerprint: "00aa11bb", app: "wurst 1.0")
      },
      problem: problem)
  }

  func add(_ item: GalleryItem, to place: GallerySearch.Place = .kept) {
    content.withLock { content in
      content.hasChanged = true
      content.places[place, default: []].insert(item, at: 0)
    }
  }

  func add(_ trace: PictureTrace, of path: Path) { content.withLock { $0.traces[path] = trace } }

  func pictures(in place: GallerySearch.Place = .kept) -> [GalleryItem] {
    content.withLock { $0.places[place] ?? [] }
  }

  /// How many pictures were asked for in all.
  var askedItems: Int { content.withLock(\.asked) }

  var notice: String? { nil }

  func refresh(_: Cancellation, report: (_ read: Int, _ of: Int) -> Void) -> Bool {
    content.withLock { content in
      defer { content.hasChanged = false }
      return content.hasChanged
    }
  }

  func list(_ search: GallerySearch) throws -> GalleryListing {
    let words = search.text.split(separator: " ").map(String.init)
    if let wrong = words.first(where: { $0.hasPrefix("colour:") }) {
      let start = search.text.components(separatedBy: wrong)[0].count
      throw SearchError("there is no colour: to look for", at: start..<start + 7)
    }
    let all = pictures(in: search.place)
    var found = all.filter { item in words.allSatisfy { Self.fits($0, item) } }
    switch search.order {
    case .newest, .similarity: found.sort { $1.date < $0.date }
    case .oldest: found.sort { $0.date < $1.date }
    case .rating: found.sort { $1.judgement.rating < $0.judgement.rating }
    case .seed: found.sort { $0.recipe?.seed ?? 0 < $1.recipe?.seed ?? 0 }
    case .model: found.sort { $0.model ?? "" < $1.model ?? "" }
    }
    let last = found.partition { $0.isLink }
    var listing = GalleryListing(
      ids: found.map(\.id), damaged: found.count { $0.problem != nil && !$0.isLink },
      links: found.count - last, total: all.count)
    if search.grouping != .none {
      func title(_ item: GalleryItem) -> String {
        switch search.grouping {
        case .none: ""
        case .day: String(item.date.formatted(.iso8601).prefix(10))
        case .model: item.model ?? ""
        case .prompt: item.prompt ?? ""
        }
      }
      for (index, item) in found.enumerated() where listing.groups.last?.title != title(item) {
        listing.groups.append(.init(title: title(item), start: index))
      }
    }
    return listing
  }

  private static func fits(_ word: String, _ item: GalleryItem) -> Bool {
    if word == "is:fav" { return item.judgement.isFavourite }
    if let tag = word.wholeMatch(of: /tag:(.+)/) {
      return item.judgement.tags.contains(String(tag.1))
    }
    if let rating = word.wholeMatch(of: /rating>=(\d)/) {
      return item.judgement.rating >= Int(rating.1) ?? 0
    }
    return item.prompt?.contains(word) ?? false
  }

  func items(_ ids: [Int64]) -> [GalleryItem] {
    content.withLock { content in
      content.asked += ids.count
      let all = content.places.values.flatMap(\.self)
      let known = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
      return ids.compactMap { known[$0] }
    }
  }

  func thumbnail(
    of item: GalleryItem, fitting size: PictureSize, _: Cancellation
  ) throws -> Bitmap {
    guard let seed = item.recipe?.seed else { throw Refused(description: "no picture") }
    return ScriptedPainter.picture(seed: seed).bitmap
  }

  func relatives(of item: GalleryItem) -> (from: [GalleryItem], to: [GalleryItem]) {
    let all = pictures()
    guard let index = all.firstIndex(where: { $0.id == item.id }) else { return ([], []) }
    return (index + 1 < all.count ? [all[index + 1]] : [], index > 0 ? [all[index - 1]] : [])
  }

  func completions(of text: String, at cursor: Int) -> SearchCompletions {
    let start =
      text.prefix(cursor).lastIndex(of: " ").map {
        text.distance(from: text.startIndex, to: $0) + 1
      } ?? 0
    let word = String(Array(text)[start..<cursor])
    let known = ["tag:keep", "tag:kettle", "rating>=", "is:fav"]
    return SearchCompletions(
      range: start..<cursor, candidates: word.isEmpty ? [] : known.filter { $0.hasPrefix(word) })
  }

  func savedSearches() -> [(name: String, text: String)] { content.withLock(\.saved) }

  func saveSearch(_ text: String, as name: String) {
    content.withLock { content in
      content.saved.removeAll { $0.name == name }
      if !text.isEmpty { content.saved.append((name, text)) }
    }
  }

  func trace(of path: Path) -> PictureTrace? { content.withLock { $0.traces[path] } }

  func judge(_ paths: [Path], _ change: Judgement.Change) throws -> GalleryDeed {
    try content.withLock { content in
      if content.isReadOnly { throw Refused(description: "the disk is read-only") }
      var judged: [GalleryDeed.Judged] = []
      for place in GallerySearch.Place.allCases {
        for index in content.places[place, default: []].indices
        where paths.contains(content.places[place, default: []][index].path) {
          let before = content.places[place, default: []][index].judgement
          content.places[place, default: []][index].judgement = before.applying(change)
          judged.append(
            .init(
              path: content.places[place, default: []][index].path, before: before,
              after: before.applying(change)))
        }
      }
      return GalleryDeed(.judged(judged), words: "\(Self.words(change)) for \(judged.count)")
    }
  }

  private static func words(_ change: Judgement.Change) -> String {
    switch change {
    case .favourite(let isFavourite): isFavourite ? "favourite" : "no favourite"
    case .rating(let rating): "\(rating) stars"
    case .tags: "tags"
    case .note: "a note"
    }
  }

  func discard(_ paths: [Path]) throws -> GalleryDeed {
    try move(paths, to: .trash, "\(paths.count) to the trash")
  }

  func restore(_ paths: [Path]) throws -> GalleryDeed {
    try move(paths, to: .kept, "\(paths.count) kept")
  }

  private func move(
    _ paths: [Path], to place: GallerySearch.Place, _ words: String
  ) throws -> GalleryDeed {
    try content.withLock { content in
      if content.isReadOnly { throw Refused(description: "the disk is read-only") }
      var moved: [GalleryDeed.Moved] = []
      for from in GallerySearch.Place.allCases where from != place {
        for item in content.places[from, default: []] where paths.contains(item.path) {
          var other = item
          other.path = Path("/\(place.rawValue)/\(item.path.name)")
          content.places[place, default: []].append(other)
          moved.append(.init(from: item.path, to: other.path))
        }
        content.places[from, default: []].removeAll { paths.contains($0.path) }
      }
      return GalleryDeed(.moved(moved), words: words)
    }
  }

  func undo(_ deed: GalleryDeed) throws {
    content.withLock { content in
      for place in GallerySearch.Place.allCases {
        switch deed.kind {
        case .judged(let judged):
          for index in content.places[place, default: []].indices {
            let path = content.places[place, default: []][index].path
            if let before = judged.first(where: { $0.path == path })?.before {
              content.places[place, default: []][index].judgement = before
            }
          }
        case .moved(let moved):
          for item in content.places[place, default: []] {
            guard let from = moved.first(where: { $0.to == item.path })?.from else { continue }
            content.places[place, default: []].removeAll { $0.id == item.id }
            var back = item
            back.path = from
            content.places[.kept, default: []].append(back)
          }
        }
      }
    }
  }

  func emptyTrash() -> Int {
    content.withLock { content in
      defer { content.places[.trash] = [] }
      return content.places[.trash]?.count ?? 0
    }
  }
}

/// A viewer that remembers what it was given.
final class ScriptedViewer: PictureViewer {
  private let shown = Mutex<[Path]>([])
  private let isMissing: Bool

  init(isMissing: Bool = false) { self.isMissing = isMissing }

  var paths: [Path] { shown.withLock(\.self) }

  func open(_ path: Path) throws {
    if isMissing { throw ScriptedCatalogue.Refused(description: "xdg-open is not on this machine") }
    shown.withLock { $0.append(path) }
  }
}
