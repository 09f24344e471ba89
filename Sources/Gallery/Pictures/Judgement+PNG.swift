import Files
import Foundation
package import Render

extension Judgement {
  /// The keyword of the PNG text that holds a judgement as JSON (`docs/formats.md`).
  package static let keyword = "wurst-judgement"
  private static let schema = 1
  private static let maximumTags = 100
  private static let longestTag = 100
  private static let longestNote = 10_000

  /// What a picture says of itself; `.none` where it says nothing that can be read.
  package static func read(_ texts: [PNGText]) -> Judgement {
    texts.first { $0.keyword == keyword }.map { Judgement(lenient: $0.text) } ?? .none
  }

  /// What a text of the keyword says, as far as it can be read.
  package init(lenient text: String) { self = (try? Self.read(text)) ?? .none }

  /// - Throws: `JudgementError.newer` for one that must not be replaced.
  static func read(_ text: String) throws(JudgementError) -> Judgement {
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(text.utf8)) else {
      return .none
    }
    guard content.schema <= schema else { throw .newer(schema: content.schema) }
    let rating = content.rating ?? 0
    let tags = (content.tags ?? []).prefix(maximumTags).filter { problem(ofTag: $0) == nil }
    return Judgement(
      isFavourite: content.favourite ?? false, rating: 0...5 ~= rating ? rating : 0,
      tags: tags.reduce(into: []) { if !$0.contains($1) { $0.append($1) } },
      note: String((content.note ?? "").prefix(longestNote)))
  }

  /// As it stands in a picture; nil for none.
  package var text: String? {
    guard self != .none else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let content = Content(
      schema: Self.schema, favourite: isFavourite ? true : nil, rating: rating == 0 ? nil : rating,
      tags: tags.isEmpty ? nil : tags, note: note.isEmpty ? nil : note)
    guard let data = try? encoder.encode(content) else { preconditionFailure("\(content)") }
    return String(decoding: data, as: UTF8.self)
  }

  /// What is wrong with a tag, as half a sentence; nil where it can be given.
  package static func problem(ofTag tag: String) -> String? {
    if tag.isEmpty { return "it is empty" }
    if tag.count > longestTag { return "it has more than \(longestTag) characters" }
    if tag.contains(",") { return "it has a comma in it" }
    if tag.first?.isWhitespace == true || tag.last?.isWhitespace == true {
      return "it begins or ends with a space"
    }
    return tag.printable == tag ? nil : "it has characters that cannot be seen"
  }

  /// Why a judgement cannot be changed so.
  static func problem(of change: Change) -> JudgementError? {
    switch change {
    case .tags(let adding, _):
      for tag in adding {
        if let problem = problem(ofTag: tag) { return .tag(tag, problem: problem) }
      }
      return nil
    case .note(let note):
      return note.count > longestNote ? .longNote(limit: longestNote) : nil
    case .rating(let rating): return 0...5 ~= rating ? nil : .rating(rating)
    case .favourite: return nil
    }
  }

  private struct Content: Codable {
    var schema: Int
    var favourite: Bool?
    var rating: Int?
    var tags: [String]?
    var note: String?
  }
}

/// Why a picture cannot be judged so.
package enum JudgementError: Error, Equatable, Sendable, CustomStringConvertible {
  case tag(String, problem: String)
  case rating(Int)
  case longNote(limit: Int)
  case manyTags(limit: Int)
  /// A newer program has judged the picture.
  case newer(schema: Int)

  package var description: String {
    switch self {
    case .tag(let tag, let problem): "'\(tag.prefix(100))' cannot be a tag: \(problem)"
    case .rating(let rating): "a rating is 0 to 5, not \(rating)"
    case .longNote(let limit): "a note has at most \(limit) characters"
    case .manyTags(let limit): "a picture has at most \(limit) tags"
    case .newer(let schema):
      "it was judged by a newer wurst (schema \(schema)), whose words would be lost"
    }
  }
}

extension Judgement {
  /// The judgement after a change.
  ///
  /// - Throws: `JudgementError` where it would be more than a picture holds.
  func changed(_ change: Change) throws(JudgementError) -> Judgement {
    let judgement = applying(change)
    guard judgement.tags.count <= Self.maximumTags else { throw .manyTags(limit: Self.maximumTags) }
    return judgement
  }

  /// The judgement without a change that was made to it; what was changed again since then stays.
  func undoing(_ deed: GalleryDeed.Judged) -> Judgement {
    var judgement = self
    func takeBack<Value: Equatable>(_ path: WritableKeyPath<Judgement, Value>) {
      if judgement[keyPath: path] == deed.after[keyPath: path] {
        judgement[keyPath: path] = deed.before[keyPath: path]
      }
    }
    takeBack(\.isFavourite)
    takeBack(\.rating)
    takeBack(\.note)
    if judgement.tags == deed.after.tags {
      judgement.tags = deed.before.tags
    } else {
      let added = deed.after.tags.filter { !deed.before.tags.contains($0) }
      let removed = deed.before.tags.filter { !deed.after.tags.contains($0) }
      judgement = judgement.applying(.tags(adding: removed, removing: added))
    }
    return judgement
  }
}
