/// What is looked at in the gallery, and in which order.
package struct GallerySearch: Equatable, Sendable {
  /// As it was typed; empty finds everything.
  package var text: String
  package var place: Place
  package var order: Order
  package var grouping: Grouping

  package init(
    text: String = "", place: Place = .kept, order: Order = .newest, grouping: Grouping = .none
  ) {
    self.text = text
    self.place = place
    self.order = order
    self.grouping = grouping
  }

  package enum Place: String, CaseIterable, Codable, Sendable {
    case kept
    /// Runs that were finished and not kept.
    case runs
    case trash
  }

  package enum Order: Equatable, Sendable {
    case newest, oldest, rating, seed, model
    /// By the distance of the latents, the most similar first.
    case similarity(to: Int64)
  }

  package enum Grouping: CaseIterable, Equatable, Sendable {
    case none, day, model, prompt
  }
}

/// What a search finds, in order, by the rows of the index.
package struct GalleryListing: Equatable, Sendable {
  package var ids: [Int64]
  /// Groups in order, where there are any: the first begins at 0.
  package var groups: [Group]
  /// How many of them cannot be read, and how many are links.
  package var damaged: Int
  package var links: Int
  /// How many there are in the place, found or not.
  package var total: Int

  package struct Group: Equatable, Sendable {
    package var title: String
    /// The place of its first picture in `ids`.
    package var start: Int

    package init(title: String, start: Int) {
      self.title = title
      self.start = start
    }
  }

  package init(
    ids: [Int64] = [], groups: [Group] = [], damaged: Int = 0, links: Int = 0, total: Int = 0
  ) {
    self.ids = ids
    self.groups = groups
    self.damaged = damaged
    self.links = links
    self.total = total
  }
}

/// Why a search cannot be understood, and where.
package struct SearchError: Error, Equatable, Sendable, CustomStringConvertible {
  package let message: String
  /// The characters of the text that are meant, counted from 0.
  package let range: Range<Int>

  package init(_ message: String, at range: Range<Int>) {
    self.message = message
    self.range = range
  }

  package var description: String { "\(message) (at character \(range.lowerBound + 1))" }
}

/// What may stand in a search at the cursor.
package struct SearchCompletions: Equatable, Sendable {
  /// The characters that a candidate takes the place of, counted from 0.
  package var range: Range<Int>
  package var candidates: [String]

  package init(range: Range<Int>, candidates: [String]) {
    self.range = range
    self.candidates = candidates
  }
}
