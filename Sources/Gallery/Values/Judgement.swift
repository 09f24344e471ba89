/// What the user thinks of a picture; it is kept in the picture's own file.
package struct Judgement: Codable, Equatable, Sendable {
  package var isFavourite: Bool
  /// 1…5 stars, or 0 for none given.
  package var rating: Int
  /// In the order they were given, each once.
  package var tags: [String]
  package var note: String

  package static let none = Judgement()

  package init(
    isFavourite: Bool = false, rating: Int = 0, tags: [String] = [], note: String = ""
  ) {
    precondition((0...5).contains(rating))
    self.isFavourite = isFavourite
    self.rating = rating
    self.tags = tags
    self.note = note
  }

  /// One thing that is changed in the judgement of some pictures.
  package enum Change: Equatable, Sendable {
    case favourite(Bool)
    case rating(Int)
    case tags(adding: [String], removing: [String])
    case note(String)
  }

  package func applying(_ change: Change) -> Judgement {
    var judgement = self
    switch change {
    case .favourite(let isFavourite): judgement.isFavourite = isFavourite
    case .rating(let rating): judgement.rating = rating
    case .tags(let adding, let removing):
      judgement.tags.removeAll(where: removing.contains)
      for tag in adding where !judgement.tags.contains(tag) { judgement.tags.append(tag) }
    case .note(let note): judgement.note = note
    }
    return judgement
  }
}
