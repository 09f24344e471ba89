import GRDB

/// Puts pictures together by what they share, each group in the order of the search.
///
/// Days lie in order, models by their names, and prompts in the order of their first pictures.
struct ListingGroups {
  enum Trait { case day, model, prompt }

  private let trait: Trait
  private let isOldestFirst: Bool
  private let dates: SearchDates
  /// The group of each picture, in the order in which pictures were taken.
  private var numbers: [Int] = []
  private var keys: [Int64?] = []
  private var known: [Int64?: Int] = [:]
  /// Dates follow each other, and most share a day with the one before.
  private var day: (span: Range<Int64>, key: Int64) = (0..<0, 0)

  init(by trait: Trait, isOldestFirst: Bool, _ dates: SearchDates) {
    self.trait = trait
    self.isOldestFirst = isOldestFirst
    self.dates = dates
  }

  /// Of the table of pictures: what a picture is put into its group by.
  var column: String {
    switch trait {
    case .day: "date"
    case .model: "model"
    case .prompt: "prompt"
    }
  }

  /// Takes the next picture, with the value of its column.
  mutating func add(_ value: Int64?) {
    let key = trait == .day ? value.map { dayKey($0) } : value
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

  /// The groups of the pictures at `places`, which count as they were taken, with their titles.
  func groups(of places: [Int], _ db: Database) throws -> [(title: String, places: [Int])] {
    var members = [[Int]](repeating: [], count: keys.count)
    var order: [Int] = []
    for place in places {
      let number = numbers[place]
      if members[number].isEmpty { order.append(number) }
      members[number].append(place)
    }
    let titles = try titles(db)
    switch trait {
    case .prompt: break
    case .day:
      order.sort { a, b in
        let (a, b) = (keys[a] ?? 0, keys[b] ?? 0)
        return isOldestFirst ? a < b : a > b
      }
    case .model:
      // Those without a model come last.
      let names = titles.map { $0.lowercased() }
      order.sort { a, b in
        (keys[a] == nil ? 1 : 0, names[a], a) < (keys[b] == nil ? 1 : 0, names[b], b)
      }
    }
    return order.map { (titles[$0], members[$0]) }
  }

  private func titles(_ db: Database) throws -> [String] {
    if trait == .day { return keys.map { SearchDates.title(ofDay: $0 ?? 0) } }
    var titles = [String](
      repeating: trait == .model ? "no model known" : "no prompt", count: keys.count)
    func name(_ number: Int, _ text: String?) {
      if let text, !text.isEmpty { titles[number] = text }
    }
    // All in one go are read faster than many one by one.
    if keys.count > 1000 {
      let rows = try Row.fetchCursor(db, sql: "SELECT id, text FROM shared")
      while let row = try rows.next() {
        if let number = known[row[0] as Int64] { name(number, row[1]) }
      }
    } else {
      let statement = try db.cachedStatement(sql: "SELECT text FROM shared WHERE id = ?")
      for (number, key) in keys.enumerated() {
        guard let key else { continue }
        name(number, try String.fetchOne(statement, arguments: [key]))
      }
    }
    return titles
  }
}

extension GallerySearch {
  /// What the pictures of the search are put together by, for their order or for groups.
  func groups(_ dates: SearchDates) -> (order: ListingGroups?, grouping: ListingGroups?) {
    func groups(_ trait: ListingGroups.Trait) -> ListingGroups {
      ListingGroups(by: trait, isOldestFirst: order == .oldest, dates)
    }
    let ordering = order == .model ? groups(.model) : nil
    return switch grouping {
    case .none: (ordering, nil)
    case .day: (ordering, groups(.day))
    // The groups alone are in the order of models.
    case .model: (nil, groups(.model))
    case .prompt: (ordering, groups(.prompt))
    }
  }
}
