import GRDB

/// Puts what a search finds into groups, each in the order of the search.
///
/// Days lie in order, models by their names, and prompts in the order of their first pictures.
struct ListingGroups {
  private let grouping: GallerySearch.Grouping
  private let isOldestFirst: Bool
  private let dates: SearchDates
  /// The group of each picture, in the order in which groups were met.
  private var numbers: [Int] = []
  private var keys: [Int64?] = []
  private var known: [Int64?: Int] = [:]
  /// Dates follow each other, and most share a day with the one before.
  private var day: (span: Range<Int64>, key: Int64) = (0..<0, 0)

  init(_ grouping: GallerySearch.Grouping, isOldestFirst: Bool, _ dates: SearchDates) {
    self.grouping = grouping
    self.isOldestFirst = isOldestFirst
    self.dates = dates
  }

  /// What a picture is put into its group by.
  var column: String {
    switch grouping {
    case .none, .day: "picture.date"
    case .model: "picture.model"
    case .prompt: "picture.prompt"
    }
  }

  /// Takes the next picture, with the value of its column.
  mutating func add(_ value: Int64?) {
    let key = grouping == .day ? value.map { dayKey($0) } : value
    if let number = known[key] {
      numbers.append(number)
    } else {
      known[key] = keys.count
      numbers.append(keys.count)
      keys.append(key)
    }
  }

  private mutating func dayKey(_ date: Int64) -> Int64 {
    if !day.span.contains(date) { day = dates.day(of: date) }
    return day.key
  }

  /// Orders the pictures that were taken, and names the groups.
  func apply(to listing: inout GalleryListing, _ db: Database) throws {
    precondition(listing.ids.count == numbers.count)
    let titles = try keys.map { try title($0, db) }
    var order = Array(keys.indices)
    switch grouping {
    case .none, .prompt: break
    case .day:
      order.sort { a, b in
        let (a, b) = (keys[a] ?? 0, keys[b] ?? 0)
        return isOldestFirst ? a < b : a > b
      }
    case .model:
      // Those without a model come last.
      order.sort { a, b in
        (keys[a] == nil ? 1 : 0, titles[a].lowercased(), a)
          < (keys[b] == nil ? 1 : 0, titles[b].lowercased(), b)
      }
    }
    var members = [[Int64]](repeating: [], count: keys.count)
    for (id, number) in zip(listing.ids, numbers) { members[number].append(id) }
    listing.ids = []
    listing.groups = []
    for number in order {
      listing.groups.append(.init(title: titles[number], start: listing.ids.count))
      listing.ids += members[number]
    }
  }

  private func title(_ key: Int64?, _ db: Database) throws -> String {
    switch grouping {
    case .none: return ""
    case .day: return SearchDates.title(ofDay: key ?? 0)
    case .model, .prompt:
      let text = try key.flatMap {
        try String.fetchOne(
          db.cachedStatement(sql: "SELECT text FROM shared WHERE id = ?"), arguments: [$0])
      }
      if let text, !text.isEmpty { return text }
      return grouping == .model ? "no model known" : "no prompt"
    }
  }
}
